"""Totals that a document states in prose or in the foot of a table, in Chinese and English.

与68个国家的107个城市建立了…      ties with 38 cities      sister cities: 38      合计 38
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from reconcile.names.numbers import NUMBER, parse_number
from reconcile.reading.document.vocabulary import patterns
from reconcile.reading.document.wording import relation_of

_N: Final = rf"(?P<n>{NUMBER})"
_PARTNERS: Final = r"(?:友好|友城|姐妹|姊妹|结好|締盟|交流|合作|伙伴)"
_COUNTED: Final = r"(?:个|座|對|对|個|家)"
_PLACE: Final = r"(?:国外|外国|海外|国际|世界|國外|國際)?(?:城市|省州|州省|省、州|地区|州|市|省)"
_KIND: Final = r"(?:friendship|friendly|sister|twin|twinned|partner|exchange|co-?operation)"
_KINDS: Final = (
    r"(?:(?:international|official|foreign|overseas|formal|current|active|registered|different|of\sits|"
    rf"{_KIND}|and|&|or|/|[-–])\s?)*"
)
_CITIES: Final = (
    r"(?:cit(?:y|ies)|towns?|municipalities|partners|partnerships|places|communities|counterparts)"
)
_CLAUSE: Final = re.compile(r"[^，。；,;.!?！？]+(?:[,.](?=\d)[^，。；,;.!?！？]*)*")
_OTHER: Final = re.compile(
    r"\b(?:will|plans?|hopes?|aims?|target|goal|over\sthe\snext|each\syear|per\syear|annually|visited|"
    r"delegations?|other|another|more\sthan\sone)\b|计划|力争|目标|全国|我国|中国与|每年|新增|另有|其他|其余",
    re.IGNORECASE,
)
_LONGEST: Final = 2_000


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return patterns(
        "totals", N=_N, KINDS=_KINDS, KIND=_KIND, CITIES=_CITIES, PARTNERS=_PARTNERS,
        COUNTED=_COUNTED, PLACE=_PLACE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """A stated total, and where in the text it stands."""

    what: str
    relation: str
    value: int
    offset: int


def totals(text: str) -> tuple[Total, ...]:
    """Totals of partners and of their countries that a sentence states, in order.

    Args:
        text: A line of prose or the foot of a table.

    Returns:
        Each `what` once per relation; `relation` is empty where the sentence speaks of all.

    Example:
        >>> [(t.what, t.value) for t in totals("图尔库与6个国家的十二个城市建立友好城市关系")]
        [('countries', 6), ('entries', 12)]
        >>> [(t.relation, t.value) for t in totals("Turku has forged ties with 38 sister cities.")]
        [('sister', 38)]
    """
    found: dict[tuple[str, str], Total] = {}
    if len(text) > _LONGEST:
        return ()
    whole = relation_of(text)
    for clause in _CLAUSE.finditer(text):
        if _OTHER.search(clause[0]):
            continue
        taken: list[tuple[int, int]] = []
        for what, pattern in _rules():
            for match in pattern.finditer(clause[0].rstrip()):
                span = match.span("n")
                value = parse_number(match["n"])
                if (
                    value is None
                    or match["n"].lower() in {"one", "two"}
                    or any(a < span[1] and span[0] < b for a, b in taken)
                ):
                    continue
                if 1900 <= value <= 2100 and re.match(r"\s?年", clause[0][span[1] :]):
                    continue
                taken.append(span)
                relation = _relation(clause[0], match, whole) if what == "entries" else ""
                total = Total(what, relation, value, clause.start() + span[0])
                found.setdefault((what, relation), total)
    return tuple(sorted(found.values(), key=lambda total: total.offset))


def _relation(clause: str, match: re.Match[str], whole: str) -> str:
    """The relation that the total counts; empty where its sentence names several together."""
    own = match[0] + clause[match.end() :][:30]
    if re.search(
        r"友好城市(?:和|及|与|或)(?:友好)?(?:合作|交流)|(?:sister|twin)[^.]{0,20}\band\b[^.]{0,20}(?:friend|exchange)",
        own,
    ):
        return ""
    if re.search(r"友好城市(?:关系|關係)?(?:或|和|及|与)|(?:或|和|及)友好", own):
        return ""
    if re.search(r"友好关系|友好關係", own) or re.match(r"以上", clause):
        return ""
    return relation_of(own) or (whole if relation_of(clause) else "")
