"""The words by which lists of partner places name their parts, in Chinese and English.

General vocabulary of such lists, of no one document: relations, what ends a list, what stands
around it. A source's `[reader]` adds its own where these do not fit.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from reconcile.reading.document.vocabulary import joined

_PLACES: Final = (
    r"(?:cit(?:y|ies)|towns?|municipalit(?:y|ies)|count(?:y|ies)|provinces?|states?|regions?|"
    r"districts?|ports?|places?|communit(?:y|ies)|prefectures?)"
)
_CONTINENT: Final = re.compile(
    r"(?:[一二三四五六七八九十]+、\s*)?(?:亚洲|亞洲|欧洲|歐洲|非洲|美洲|北美洲|南美洲|拉丁美洲|拉美|大洋洲|北美|南美|中美洲|中东|中東|东亚|东南亚|"
    r"西亚|南亚|中亚|大洋洲地区|亚非|asia|europe|africa|america|the\samericas|americas|north\samerica|"
    r"south\samerica|central\samerica|latin\samerica|oceania|middle\seast|australasia|"
    r"asia[-\s]pacific|east\sasia|south-?\s?east\sasia|caribbean)"
    r"(?:地区|及其他地区)?(?:\s?[(（]\s?\d{1,3}\s?(?:个|個)?[)）])?(?:\s?[:：])?",
    re.IGNORECASE,
)
STOP: Final = re.compile(
    r"(?:see\salso|references?|notes?|footnotes|external\slinks?|sources?|bibliography|citations|"
    r"further\sreading|related\s(?:links|articles|pages)|navigation\smenu|参考(?:文献|资料|來源|来源)|"
    r"參考(?:文獻|資料|來源)|参见|參見|参看|外部(?:链接|連結|链結)|脚注|註釋|注释|注釋|註解|资料来源|資料來源|"
    r"相关(?:链接|新闻|文章|条目)|相關(?:連結|條目)|延伸阅读|延伸閱讀|友情链接)",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(
    r"[A-ZÀ-Þ](?:\s?[-–—]\s?[A-Z])?|[一二三四五六七八九十]+[、.]?|\d{4}(?:s|年代)?"
)

_NAME: Final = re.compile(r"[\"'’‘ʻ(（]?[^\W\d_](?:[^!?;:。！？；：^<>\[\]|]|\bSt\.){0,79}")
_SENTENCE: Final = re.compile(
    r"\w{4,}\.\s|[。；]|，.*，|\b(?:is|was|are|were|has|have|will|click|please)\b"
)


@cache
def _relations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return joined("relations", PLACES=_PLACES)


@cache
def _boilerplate() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return joined("boilerplate")


@lru_cache(maxsize=4096)
def relation_of(text: str) -> str:
    """The relation that a heading or cell names, empty where it names none.

    Example:
        >>> relation_of("国际友好城市一览"), relation_of("Friendship cities"), relation_of("Oulu")
        ('sister', 'friendship', '')
    """
    return next((name for name, pattern in _relations() if pattern.search(text)), "")


def is_group(text: str) -> bool:
    """Whether a heading only groups: a continent, a letter, a decade.

    Example:
        >>> is_group("Europe"), is_group("A"), is_group("亚洲（12个）"), is_group("Oulu")
        (True, True, True, False)
    """
    plain = text.strip(" :：")
    return bool(_CONTINENT.fullmatch(plain) or _LETTER.fullmatch(plain))


def boilerplate(text: str) -> str:
    """Why a line says nothing of the list, empty where it may.

    Example:
        >>> boilerplate("Copyright © 2020 Oulu"), boilerplate("Oulu, Finland")
        ('terms of use', '')
    """
    plain = text.lstrip("（([【*※▲ ")
    return next((why for why, pattern in _boilerplate() if pattern.match(plain)), "")


def is_name_like(text: str) -> bool:
    """Whether a text may be the name of a place: short, no sentence.

    Example:
        >>> is_name_like("Frankfurt am Main"), is_name_like("Click here to print this page.")
        (True, False)
    """
    return (
        bool(_NAME.fullmatch(text))
        and not _SENTENCE.search(text)
        and len(text.split()) <= 9
        and not (len(text) > 24 and " " not in text)
    )
