"""What the columns of a table are: by their printed headers, and by what stands under them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from reconcile.names.country import country_codes
from reconcile.names.dates import ambiguous_date, parse_date

OTHER: Final = "other"  # a column of no interest
_UNITS: Final = re.compile(r"[(（\[［][^()（）\[\]［］]{0,30}[)）\]］]|[\s*:：.．。_/／、\-–]+")
_FOREIGN: Final = r"(?:外方|国外|外国|國外|外國|对方|對方|结好|友好|姐妹|姊妹|友城|缔结|締盟|伙伴|foreign|sister|twin|partner|friendship|overseas)"
# The first that fits the whole header, letters only, wins.
_COLUMNS: Final = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        ("ordinal", r"序号?|序號|编号|編號|项次|項次|号|no|nr|num|number|sn|slno|serial(?:no|number)?|idx|index|rank|№"),
        ("subject", r"(?:中方|我方|国内|國內|本市|中国|中國|本地|内地|省内|市县)(?:友好|结好)?(?:城市|市|地区|名称|单位|省市)?(?:名称)?|"
                    r"(?:(?:chinese|local|home|our|domestic)(?:city|side|cities|place|town|partner|municipality)(?:name)?|cityinchina|placeinchina|subject)"),
        ("relation", r"类型|類型|类别|類別|关系|關係|性质|级别|层级|友好类别|(?:结好|关系|友城)(?:类型|类别|性质|级别)|"
                     r"(?:type|kind|level|category|status|relation(?:ship)?)(?:of(?:relation(?:ship)?|tie|agreement|partnership))?|relationtype|relationshiptype"),
        ("location", r"(?:签约|簽約|签署|签字|缔结|結盟|协议签署|协议签订)(?:地点|地點|地)|地点|地點|signedat|signedin|location(?:signed|ofsigning)?|place(?:of|signed).*|venue|where(?:signed)?|signingplace|signinglocation"),
        ("date", r"(?:.{0,10})(?:时间|時間|日期|年份|年月日?|年度|时期)|.{0,6}(?:结好|缔结|締盟|缔约)(?:于|日)?|"
                 r"(?:.{0,20})?(?:date|year|since|signed|established|twinned|when|started|sincewhen|agreement(?:date|signed)?)(?:of.{0,30}|on|signed|in|since|established)?"),
        ("country", r"(?:.{0,4})(?:国家|國家|国别|國別|国名|國名|国)(?:名称?|或地区|和地区|地区|及地区)?(?:中文名?)?|所在国|所属国|"
                    r"(?:.{0,8})?(?:country|nation|countries)(?:or(?:region|territory))?(?:region|territory|name|en|zh|cn|name(?:en|zh))?"),
        ("region", r"一级行政区|行政区|省|州|省州|州省|省份|州或省|省或州|所属省州|所在省州|所属州|省州地区|省州县|都道府县|地区|"
                   r"(?:region|state|province|prefecture|subdivision|county|stateprovince|stateorprovince|provincestate|stateregion|regionstate|provinceregion|provinceorstate)(?:name)?"),
        ("name", rf"{_FOREIGN}(?:国际)?(?:城市|市|省州|地区|名称|对象|都市|省市|单位)?(?:名称|名)?|友好(?:城市|省州|省州市)(?:名称|名)?|"
                 r"(?:城市|省市|市|城市或地区|地区名|城镇|省州市|州市|都市|市县|省州或城市|城市省州)(?:名称|名)?(?:中文|中文名|英文|英文名)?|名称|名字|中文名称?|英文名称?|外文名称?|译名|"
                 r"(?:(?:foreign|sister|twin|partner|friendship|overseas|international|twinned|exchange)?"
                 r"(?:city|town|place|cities|municipality|partner|community|towns|citytown|cityortown|locality)(?:name)?|name)(?:of(?:the)?(?:city|partner|town|place|sistercity))?(?:inenglish|english|en|zh|cn|chinese)?"),
        (OTHER, r"备注|備註|注|说明|說明|附注|人口|面积|面積|概况|网址|网站|負責|来源|参考.*|資料.*|资料.*|(?:ref(?:erence)?s?|notes?|remarks?|sources?|comments?|population|area|website|url|link|wikidata|code|iso|flag|image|map|coordinates|lat|lon|latitude|longitude|id|pop)"),
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def column_of(header: str) -> str:
    """The column that a printed header names; empty where it is not known.

    Example:
        >>> [column_of(text) for text in ("序 号", "城市名称", "Sister city", "签约时间（年）", "Turku")]
        ['ordinal', 'name', 'name', 'date', '']
    """
    plain = unicodedata.normalize("NFKC", header)
    bare = _UNITS.sub("", re.sub(r"([a-z])([A-Z])", r"\1 \2", plain)).casefold()
    if not bare and plain.strip(" .*"):
        bare = re.sub(r"[\W_]+", "", plain).casefold()
    if plain.strip() in {"#", "No.", "№"}:
        return "ordinal"
    if not bare or len(bare) > 40:
        return ""
    found = next((column for column, pattern in _COLUMNS if pattern.fullmatch(bare)), "")
    if found or "." not in plain:
        return found
    # `partner.name`, `country.code` of nested values: the outer word says what, the inner how.
    outer, _, inner = plain.rpartition(".")
    if re.fullmatch(r"(?:code|iso|id|lat|lon|geonames|alpha\d)", inner.casefold()):
        return OTHER
    whole = column_of(outer.rpartition(".")[2])
    return whole if whole in {"country", "region", "date", "subject", "location"} else (
        column_of(inner) or whole
    )


def columns_of(headers: Sequence[Sequence[str]], declared: Mapping[str, str]) -> tuple[str, ...]:
    """The column of each place of a header, whose rows are given from top to bottom.

    Args:
        headers: Printed header rows; a cell over several columns stands in each.
        declared: Printed header to column (`""`: of no interest), before the general words.

    Returns:
        A column per place, each but `other` and empty once; empty where none holds names.
    """
    width = max(map(len, headers), default=0)
    chosen: list[str] = []
    for at in range(width):
        texts = list(dict.fromkeys(row[at] for row in headers if at < len(row) and row[at]))
        chosen.append(_column([" ".join(text.split()) for text in texts], declared))
    for column in set(chosen) - {OTHER, ""}:
        first = chosen.index(column)
        for at in range(first + 1, width):
            if chosen[at] == column:
                chosen[at] = OTHER
    if "name" not in chosen and "region" in chosen and not declared:
        # A list of provinces and states: what names the region names the partner.
        chosen[chosen.index("region")] = "name"
    return tuple(chosen) if "name" in chosen else ()


def _column(texts: Sequence[str], declared: Mapping[str, str]) -> str:
    if not texts:
        return ""
    for text in (" ".join(texts), *reversed(texts)):
        if text in declared:
            return declared[text] or OTHER
    found = [column_of(text) for text in reversed(texts)]
    whole = column_of("".join(texts))
    if "subject" in found or whole == "subject":
        own = next(filter(None, found), "")
        return "subject" if own in {"subject", "name", ""} else OTHER
    return next(filter(None, (*found[:1], whole, *found[1:])), "")


def columns_by_content(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The columns of rows without a header, told by their values; empty where none holds names."""
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or not width:
        return ()
    chosen = [""] * width
    for at in range(width):
        values = [row[at] for row in rows if at < len(row) and row[at].strip()]
        if len(values) < 0.5 * len(rows):
            continue
        if _part(values, lambda v: bool(re.fullmatch(r"\d{1,4}\s?[.．、)）]?", v.strip()))) > 0.9:
            years = _part(values, lambda v: 1900 <= int(re.sub(r"\D", "", v) or 0) <= 2100)
            chosen[at] = "date" if years > 0.9 else "ordinal"
        elif _part(values, lambda v: bool(country_codes(v))) > 0.6:
            chosen[at] = "country"
        elif _part(values, lambda v: bool(parse_date(v) or ambiguous_date(v))) > 0.6:
            chosen[at] = "date"
    for column in ("ordinal", "country", "date"):
        for at in [n for n, c in enumerate(chosen) if c == column][1:]:
            chosen[at] = OTHER
    free = [
        at
        for at, column in enumerate(chosen)
        if not column and _part([r[at] for r in rows if at < len(r)], _is_name) > 0.6
    ]
    if not free or not {"country", "date"} & set(chosen):
        return ()
    chosen[max(free, key=lambda at: len({r[at] for r in rows if at < len(r)}))] = "name"
    return tuple(chosen)


def _part(values: Sequence[str], test) -> float:  # type: ignore[no-untyped-def]
    return sum(map(test, values)) / len(values) if values else 0.0


def _is_name(text: str) -> bool:
    return bool(re.match(r"\W{0,2}[^\W\d_]", text.strip())) and len(text) <= 60
