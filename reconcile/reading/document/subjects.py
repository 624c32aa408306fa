"""Whose partners a heading or title announces."""

from __future__ import annotations

import re
from typing import Final

_NAME: Final = r"[^\W\d_][\w'’. -]{0,40}?"
_KIND: Final = (
    r"(?:(?:international|official|overseas|foreign|current|our|all|list\sof|the)\s)*"
    r"(?:sister|twin|partner|friend|friendship|friendly|exchange|town)\w*\b"
)
_ENGLISH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:.*?\b)?{_KIND}[\w\s,&/–-]{{0,60}}?\b(?:of|for)\s(?:the\s(?:city|municipality)\sof\s)?"
        rf"(?P<name>{_NAME})(?:\s(?:city|municipality))?(?:\s?[(（,:|–—-].*)?$",
        rf"(?P<name>{_NAME})(?:\s(?:city|municipality))?\s(?:is|has\sbeen)\stwinned\b.*",
        rf"(?P<name>{_NAME})(?:['’]s?)\s{_KIND}.*",
        rf"(?P<name>{_NAME})(?:\s(?:city|municipality|municipal))?(?:\s?[-–—:|,]\s?|\s){_KIND}(?:.*)",
    )
)
_SUFFIX: Final = r"(?:特别行政区|自治州|自治区|地区|新区|市|省|县|區|区|縣)"
_HAN: Final = re.compile(
    r"^(?:\d{4}年(?:度)?)?(?:附件\d?[:：]?)?(?:关于)?(?P<name>[\u4e00-\u9fff]{2,7}?)"
    rf"(?P<suffix>{_SUFFIX})?(?:人民政府|政府|外办|外事办公室)?(?:的|之|同|与|對|对)?"
    r"(?:所有|全部|现有|已|正式|缔结|締結|建立|结好|结成|签订|国际|國際|国外|國外|海外|外国|外國|对外|對外|世界|的|、|各|主要|历年)*"
    r"(?:友好|友城|姐妹|姊妹|交流|合作|伙伴|结好|締盟|友谊)"
)
_NOT: Final = re.compile(
    r"list|lists|city|cities|town|towns|sister|twin|the|our|china|中国|中國|我国|全国|国际|國際|我市|本市|全市|友好|"
    r"international|official|table|their|foreign|overseas|a|of|friendship|friendly|partner|number|and|date"
    r"|is|has|was|are|with|in|by|its|have|意向|列表|一览|关于|各地",
    re.IGNORECASE,
)
_MANY: Final = re.compile(r"\bin\s(?:the\s)?(?P<where>[A-Z]\w+)|中国|中國|全国|各省|各市")


def subject_of(text: str) -> str:
    """The place whose partners a heading or title announces; empty where it names none.

    Example:
        >>> subject_of("Sister cities of Oulu"), subject_of("Oulu's twin towns"), subject_of("Note")
        ('Oulu', 'Oulu', '')
        >>> subject_of("佛山市国际友好城市一览表"), subject_of("List of twin towns in China")
        ('佛山', '')
    """
    plain = " ".join(text.split())
    if re.search("[\u4e00-\u9fff]", plain):
        match = _HAN.match(plain)
        if match and not _NOT.search(match["name"]):
            return match["name"]
        return ""
    if _MANY.search(plain):
        return ""
    for pattern in _ENGLISH:
        match = pattern.fullmatch(plain)
        name = match["name"].strip() if match else ""
        if name and name[0].isupper() and not any(_NOT.fullmatch(w) for w in name.split()):
            return name.title() if name.isupper() else name
    return ""
