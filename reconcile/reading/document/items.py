"""A listed partner as an item prints it: ordinal, name, region, country, date.

Turku, Finland (1998)      日本福冈市（1979年5月2日）      Finland – Turku, since 2 May 1998
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from reconcile.names.country import country_codes, country_form, country_name
from reconcile.names.dates import MONTH, ambiguous_date, parse_date
from reconcile.reading.formats.blocks import FLAG
from reconcile.reading.lines import comma_parts

_HAN_NUMBER: Final = "〇零○一二三四五六七八九十廿卅元正"
DATE: Final = (
    rf"(?:(?:(?:中华|中華)?民[国國]\s?)?(?:\d{{1,4}}|[{_HAN_NUMBER}]{{1,4}})\s?年"
    rf"(?:\s?(?:\d{{1,2}}|[{_HAN_NUMBER}]{{1,3}})\s?月份?(?:\s?(?:\d{{1,2}}|[{_HAN_NUMBER}]{{1,3}})\s?[日号號])?)?"
    r"|\d{4}\s?[-./]\s?\d{1,2}(?:\s?[-./]\s?\d{1,2})?(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{MONTH}[\s,-]*\d{{4}}"
    rf"|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\s?,?\s?\d{{4}}|{MONTH}[\s,]+\d{{4}}|(?<!\d)(?:1[89]|20)\d\d(?!\d))"
)
_BEFORE: Final = (
    r"(?:(?:since|signed|established|twinned|formed|agreed|est\.?|as\sof|from|in|on|of|date[d:]?|"
    r"sister\scit(?:y|ies)|agreement|签约|簽約|签署|签订|缔结|締結|結盟|缔约|结好|建立|结为|友好|关系|时间|日期|"
    r"于|於|自|从|：|:|,|，)\s*)*"
)
_AFTER: Final = (
    r"(?:\s*(?:起|至今|签约|签署|签订|缔结|締結|結盟|缔约|结好|建立|建交|结为|结成|友好|城市|姐妹|姊妹|关系|關係|正式|"
    r"协议|簽訂|簽署|signed|agreement|established|present|onwards?|[-–—]\s*(?=present|$)))*[\s.;；。]*"
)
_DATED: Final = re.compile(rf"{_BEFORE}(?P<date>{DATE}){_AFTER}", re.IGNORECASE)
_BRACKET: Final = re.compile(r"\s*[（(\[［]\s*([^()（）\[\]［］]{1,80}?)\s*[)）\]］]")
_TAIL: Final = re.compile(
    rf"(?:\s*[,，;；:：–—|/\t]\s*|\s+-\s+|\s+)(?P<phrase>{_BEFORE}(?P<date>{DATE}){_AFTER})$",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    rf"(?P<phrase>{_BEFORE}(?P<date>{DATE})(?:\s*[,，;；:：–—|/\t]\s*|\s+-\s+|\s+|(?=[\u4e00-\u9fff])(?:与|與|同)?))(?P<rest>\D.*)$",
    re.IGNORECASE,
)
ORDINAL: Final = re.compile(
    r"[(（]?(\d{1,4})\s?[.．、)）]\s*(?=\D)|[(（]?[一二三四五六七八九十百]{1,5}\s?[、.．)）]\s*|№?\s?(\d{1,4})\s+(?=[^\W\d])"
)
_SEPARATOR: Final = re.compile(
    r"\s+[-–—−|]\s+|\s*[–—|\t]\s*|\s*[:：]\s*|\s*/\s*|\s*[·・]\s*|(?<=[\u4e00-\u9fff）)])\s*[-－﹣]+\s*|\u3000+|\s{2,}|\s+(?=[\u4e00-\u9fff])"
)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_BLANK: Final = re.compile(
    r"[-–—−/?？.…\s]+|n/?a|unknown|tbd|none|不详|不詳|待定|无|無|未知", re.IGNORECASE
)
_REGION: Final = re.compile(
    r"(?P<region>[\u4e00-\u9fff·]{1,9}(?:自治区|自治州|大区|地区|州|省|县|縣|道|府|邦|郡|共和国|边疆区))"
    r"(?P<name>[\u4e00-\u9fff·]{2,})"
)
_GENERIC: Final = re.compile(
    r"(?:广域|特别|直辖|首都)?(?:市|县|区|州|省|郡|町|村|镇)|特别自治市|自治市"
)
_END: Final = " ,，;；.。、:：|–—-\t"


@dataclass(frozen=True, slots=True)
class Listed:
    """A partner as printed; `doubt` says what in it could not be read."""

    name: str
    region: str = ""
    country: str = ""
    date: str = ""
    date_text: str = ""
    ordinal: int | None = None
    doubt: str = ""
    told: bool = False  # whether a country, a date or a flag says that it is a partner


def listed(
    text: str, *, flags: Sequence[str] = (), language: str = "", day_first: bool | None = None
) -> tuple[Listed, ...]:
    """The partners that an item prints; more than one after `Country: A, B`.

    Args:
        text: The item on one line, without footnote marks.
        flags: Countries that flags in it name.
        language: `zh` or `en`: in which a country is written that only a flag names.
        day_first: What 2/5/1979 means; `None` leaves it unread.

    Example:
        >>> listed("3. Leith, Scotland, the United Kingdom (since May 1993)")[0].date
        '1993-05'
        >>> [(each.name, each.country) for each in listed("日本：福冈、大分")]
        [('福冈', '日本'), ('大分', '日本')]
    """
    text = FLAG.sub("", text).strip().rstrip(_END).lstrip("*•·-–—:： ")
    number = ORDINAL.match(text)
    ordinal = int(number[1] or number[2]) if number and (number[1] or number[2]) else None
    if number:
        text = text[number.end() :].strip()
    text, date_text = _undated(text)
    date, doubt = read_date(date_text, day_first)
    country = flag_country(flags, language)
    base = Listed("", "", "", date, date_text, ordinal, doubt, bool(date_text or flags))
    places = _places(text, country)
    return tuple(
        replace(base, name=n, region=r, country=c, told=base.told or bool(c)) for n, r, c in places
    )


def read_date(text: str, day_first: bool | None = None) -> tuple[str, str]:
    """ISO date of a printed one, and why there is none."""
    if not text or _BLANK.fullmatch(text):
        return "", ""
    date = parse_date(text)
    if date:
        return date, ""
    if both := ambiguous_date(text):
        if day_first is not None:
            return both[0 if day_first else 1], ""
        return "", f"{text} may be {both[0]} or {both[1]}; [reader] day_first says which"
    inner = re.search(DATE, text, re.IGNORECASE)
    # The words around a date are left out once; what has the form of one may be none (0 May 1998).
    if inner and inner[0] != text and _DATED.fullmatch(text.strip()):
        return read_date(inner[0], day_first)
    return "", f"{text} is no date"


def flag_country(flags: Sequence[str], language: str) -> str:
    """The country that flags name, in a language; as the flag says it where it is unknown."""
    for flag in flags:
        codes = country_codes(flag)
        if codes and language and not (_HAN.search(flag) and language == "zh"):
            printed = country_form(flag)
            if printed and printed.language == language:
                return flag
            return country_name(codes[0], language)
        if codes:
            return flag
    return ""


def _undated(text: str) -> tuple[str, str]:
    """The text without its date, and the date as printed."""
    for bracket in reversed(list(_BRACKET.finditer(text))):
        inner = bracket[1]
        rest = text[: bracket.start()] + text[bracket.end() :]
        if match := _DATED.fullmatch(inner):
            return rest.strip().rstrip(_END), match["date"].strip()
        parts = [part.strip() for part in re.split("[,，;；]", inner)]
        dated = [m["date"] for part in parts if (m := _DATED.fullmatch(part))]
        if dated and len(parts) == 2:
            other = next(part for part in parts if not _DATED.fullmatch(part))
            return f"{text[: bracket.start()]} ({other}){text[bracket.end() :]}", dated[0].strip()
    if match := _TAIL.search(text):
        return text[: match.start()].rstrip(_END), match["date"].strip()
    if (match := _HEAD.match(text)) and match["rest"].strip():
        return match["rest"].strip().lstrip(_END), match["date"].strip()
    return text, ""


def _places(text: str, flag: str) -> list[tuple[str, str, str]]:
    """(name, region, country) of each place that a text names."""
    if not text:
        return []
    parts = [part for part in comma_parts(text) if part]
    if len(parts) > 1 and is_country(parts[-1]):
        name = parts[0]
        return [(name, ", ".join(parts[1:-1]), parts[-1])]
    for separator in _SEPARATOR.finditer(text):
        left, right = text[: separator.start()].strip(), text[separator.end() :].strip()
        if not left or not right:
            continue
        if is_country(left):
            return [_named(piece, left) for piece in _several(right)]
        if is_country(right):
            return [_named(left, right)]
    if (bracket := _BRACKET.fullmatch(text[text.rfind(" (") :])) or (
        bracket := re.fullmatch(r"[（(]([^()（）]+)[)）]", text[_last_bracket(text) :])
    ):
        before = text[: text.rfind(bracket[0])].strip()
        if before and is_country(bracket[1].strip()):
            return [_named(before, bracket[1].strip())]
        if before and is_country(before):
            return [_named(piece, before) for piece in _several(bracket[1])]
    if _HAN.search(text) and len(text) <= 40 and (found := _prefixed(text)):
        country, rest = found
        places = []
        for piece in _several(rest):  # a piece may begin with a country of its own
            own, name = _prefixed(piece) or (country, piece)
            places.append(_named(name, own))
        return places
    if flag and len(parts) > 1:
        return [(parts[0], ", ".join(parts[1:]), flag)]
    return [_named(text, flag)] if flag else [(text, "", "")]


def _named(text: str, country: str) -> tuple[str, str, str]:
    """A name whose country is known, parted from its region."""
    parts = [part for part in comma_parts(text) if part]
    if len(parts) > 1:
        return parts[0], ", ".join(parts[1:]), country
    if _HAN.search(text):
        pieces = text.split()
        if len(pieces) > 1 and all(_HAN.search(piece) for piece in pieces):
            return pieces[-1], " ".join(pieces[:-1]), country
        if (match := _REGION.fullmatch(text)) and not _GENERIC.fullmatch(match["name"]):
            return match["name"], match["region"], country
    return text, "", country


def _several(text: str) -> list[str]:
    """Names that 、 ; or commas part; commas part regions where no list mark does."""
    if re.search("[、;；]", text):
        return [piece for part in re.split("[、;；]", text) if (piece := part.strip())]
    parts = [part for part in comma_parts(text) if part]
    return parts if len(parts) > 2 or ("，" in text and len(parts) > 1) else [text]


def _prefixed(text: str) -> tuple[str, str] | None:
    """Country and rest of 日本福冈市; the longest name of a country that begins the text."""
    for length in range(min(12, len(text) - 2), 1, -1):
        if is_country(text[:length]) and _HAN.match(text[length]):
            return text[:length], text[length:].strip()
    return None


def _last_bracket(text: str) -> int:
    return max(text.rfind("（"), text.rfind("("), 0)


@lru_cache(maxsize=65536)
def is_country(text: str) -> bool:
    """Whether a text is the name of a country, or its code in three capitals."""
    text = text.strip()
    if not text or len(text) > 60 or text.isdigit():
        return False
    if re.fullmatch(r"[A-Z]{2}", text):
        return text in {"US", "UK"}
    return bool(country_form(text)) or (
        bool(re.fullmatch(r"[A-Z]{3}", text)) and bool(country_codes(text))
    )


_SENT: Final = re.compile(
    r"(?:signed\s)?in\s(.+?)\sand\s(?:then\s)?(?:delivered|sent|posted)\sto\s(.+)", re.IGNORECASE
)
_LETTER: Final = re.compile(
    r"\bletters?\b|\bcorrespondence\b|\bby\s(?:mail|post)\b|通信|通讯签|书信|換函|换函|信函|函签",
    re.I,
)
_SMALL: Final = {
    "de",
    "da",
    "do",
    "of",
    "the",
    "and",
    "am",
    "an",
    "la",
    "le",
    "el",
    "al",
    "del",
    "y",
    "du",
    "des",
}


def location_of(text: str) -> str:
    """The place of signing, places joined by `;`, or `by letter`; empty for other sentences.

    Example:
        >>> location_of("Oulu"), location_of("Signed in Oulu and delivered to Turku")
        ('Oulu', 'Oulu;Turku')
        >>> location_of("Ties were forged through letters"), location_of("nobody knows where")
        ('by letter', '')
    """
    if match := _SENT.fullmatch(text):
        return f"{match[1].strip()};{match[2].strip().rstrip('.')}"
    if _LETTER.search(text):
        return "by letter"
    pieces = [piece.strip() for piece in re.split(r"[;/、；]|\s和\s|和|及", text) if piece.strip()]
    for piece in pieces:
        words = re.findall(r"[^\W\d_]+", piece)
        if not words or len(piece) > 40 or not all(
            word[0].isupper() or word in _SMALL or _HAN.match(word) for word in words
        ):  # fmt: skip
            return ""
    return ";".join(pieces)
