"""The words of acts between places: objects, verbs, and what makes an act none.

English only. An object is what is signed or founded, a verb does it; the classes are the acts of
`model.ACTS`. General vocabulary of town twinning, not of any one document.
"""

from __future__ import annotations

import re
from typing import Final

PLACE: Final = (
    r"(?:cit(?:y|ies)|towns?|municipalit(?:y|ies)|count(?:y|ies)|provinces?|states?|regions?|"
    r"districts?|prefectures?|villages?|communit(?:y|ies)|ports?|islands?)"
)
PAPER: Final = (
    r"(?:agreements?|pacts?|accords?|treat(?:y|ies)|charters?|protocols?|declarations?|"
    r"covenants?|contracts?|documents?)"
)
BOND: Final = r"(?:relations?(?:hips?)?|ties|links?|bonds?|partnerships?|status|alliances?)"
TIE: Final = rf"(?:{PAPER}|{BOND})"

# Objects, by what signing or founding them amounts to. The first class that matches wins.
OBJECTS: Final[tuple[tuple[str, str], ...]] = (
    ("memorandum", r"memorand(?:um|ums|a)\b|\bMoUs?\b|letters?\sof\sintent\b"),
    (
        "agreement",
        rf"(?:sister|twin|partner|brother|friendship|friendly)[-\s]{PLACE}\b(?:[-\s]{TIE}\b)?|"
        rf"(?:sister|sisterly|sisterhood|twin|twinning|partnership)[-\s]{TIE}\b|"
        r"(?:city|town|municipal)[-\s](?:partnerships?|twinnings?)\b|"
        rf"{TIE}\s(?:of|on)\s(?:sisterhood|twinning|partnership)\b",
    ),
    (
        "friendship",
        rf"friendship\s(?:(?:and|&)\s(?:co-?operation|exchanges?)\s)?{TIE}\b|"
        rf"friendly\s(?:[\w-]+\s){{0,3}}?(?:{BOND}|exchanges?)\b|"
        rf"{TIE}\s(?:of|on)\s(?:friendship|friendly\s(?:co-?operation|exchanges?))\b",
    ),
)
MAKE: Final = (
    r"sign(?:ed|s|ing)?|ink(?:ed|s|ing)|conclud(?:e|ed|es|ing)|establish(?:ed|es|ing)?|"
    r"form(?:ed|s|ing)?|forg(?:e|ed|es|ing)|enter(?:ed|s|ing)?|set(?:s|ting)?\sup|found(?:ed|ing)|"
    r"seal(?:ed|ing)?|becom(?:e|es|ing)|became|given|gave|granted|upgraded|elevated|raised|"
    r"formali[sz](?:ed|es|ing)|launched|reached|ratif(?:y|ied)|initiated|created|struck|"
    r"exchanged|agreed|adopted|finali[sz](?:ed|ing)"
)
LIFT: Final = r"upgraded|elevated|raised|given|gave|granted|formali[sz](?:ed|es|ing)"
BASE: Final = re.compile(
    r"(?:sign|conclude|establish|form|forge|enter|set\sup|become)\b", re.IGNORECASE
)
MAKING: Final = (
    r"signing|establishment|establishing|conclusion|formation|creation|inauguration|founding|"
    r"formali[sz]ation"
)
# Verbs that need no object.
WHOLE: Final = (
    r"(?:(?:was|were|been|be|is|are|became|become|got)\s)?(?:\w+ly\s)?twinned\b|"
    r"join(?:ed|s|ing)?\s(?:ranks|hands)\swith\b|(?:was|were)\s(?:\w+ly\s)?paired\swith\b|"
    r"tied\sthe\sknot\swith\b"
)
# What can be suspended or resumed; a further noun would name something else (exchange student).
LINK: Final = (
    rf"(?:exchanges?|{BOND}|contacts?|twinning|friendship|co-?operation|agreements?|pact|"
    rf"{OBJECTS[1][1]}|{OBJECTS[2][1]})\b"
    r"(?=\s*(?:[,.;:§)\"”’]|$|(?:with|between|of|in|on|and|to|for|from|until|by|because|after|"
    r"following|during|as|due|over|at|when|which|that|was|were|is|are|has|have|had|came|got|since|"
    r"again|once)\b))"
)
STATE: Final = re.compile(
    r"\b(?:(?:has|have)\s(?:\w+ly\s)?(?:been|enjoyed|maintained|had)|is|are)\b([^,;]*)$",
    re.IGNORECASE,
)
LASTING: Final = re.compile(
    r"\b(?:(?:has|have)\s(?:\w+ly\s)?been|is|are)\s(?:\w+ly\s)?twinned$", re.IGNORECASE
)
SUSPEND: Final = (
    r"suspend(?:ed|s|ing)?|suspension|fr[eo]ez(?:es?|ing)|froze|frozen|halt(?:ed|s|ing)?|"
    r"sever(?:ed|s|ing)?|br[eo]ak(?:s|ing)?\soff|broken?\soff|cut(?:s|ting)?\soff|"
    r"terminat(?:ed|es|ing|ion)|cancell?(?:ed|s|ing|ation)|ended|dissol(?:ved|ution)|called\soff|"
    r"interrupt(?:ed|ion)|paused?"
)
RESUME: Final = (
    r"resum(?:ed?|es|ing|ption)|restor(?:ed?|es|ing|ation)|re-?establish(?:ed|es|ing|ment)|"
    r"reinstat(?:ed?|es|ing|ement)|reviv(?:ed?|es|ing|al)|normali[sz](?:ed|ation)|unfroze|"
    r"reopen(?:ed|ing)|re-?activat(?:ed|ion)"
)
THEM: Final = re.compile(r"\s(?:them|it)\b")
THEY: Final = re.compile(r"\b(?:they|it|these)\s(?:was|were|have\sbeen|has\sbeen)\s(?:\w+\s)?$")
AGAIN: Final = (
    r"(?:in\sfavou?r|in\sforce|alive|on\sgood\sterms|active)\s(?:once\s(?:more|again)|again)\b|"
    r"back\s(?:on\strack|to\snormal|in\sfavou?r|in\sforce)\b"
)
VISIT: Final = r"visited|paid\s(?:[\w-]+\s){1,3}visits?\sto|visits?\sto"
# A visit begins a tie only where the text says so.
FIRST: Final = re.compile(
    r"\bfirst\s(?:\w+\s){0,2}(?:visit|delegation|contacts?)\b|\bfor\sthe\sfirst\stime\b|"
    r"\b(?:began|begun|started|opened)\s(?:with|by|when)\b",
    re.IGNORECASE,
)

PASSIVE: Final = r"(?:was|were|is|are|been|being)\s(?:\w+ly\s|finally\s)?"
NEW_SUBJECT: Final = rf"\band\s(?:the|this|their|its)\s(?:\w+\s)?(?:{TIE})\b"
# Words that part a verb from its object: what follows them belongs to something else.
PARTING: Final = frozenset(
    {
        "about", "after", "against", "and", "anniversary", "as", "at", "before", "but", "by",
        "during", "for", "from", "in", "into", "on", "or", "over", "regarding", "than", "that",
        "through", "to", "under", "when", "where", "which", "while", "who", "with",
    }
)  # fmt: skip
UNREAL: Final = re.compile(
    r"\b(?:not|never|no|without|failed|refus\w+|declin\w+|will|would|shall|should|may|might|"
    r"could|can|cannot|hop(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend\w*|aim(?:s|ed)?|wants?|"
    r"wish\w*|expect\w*|propos\w+|consider\w*|discuss\w*|goal|if|unless|seek\w*|sought|"
    r"negotiat\w+|invit\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
UNREAL_OBJECT: Final = re.compile(
    r"\b(?:proposed|draft|planned|possible|future|potential|no)\s*$", re.IGNORECASE
)
ANNIVERSARY: Final = re.compile(r"\b(?:anniversary|jubilee|birthday|years?)\s(?:of|since)\b[^,;]*$")
# "signed a memorandum and in 2001 a friendship agreement": the verb is not said again.
ELLIPSIS: Final = re.compile(
    r",?\s(?:and|then)\s(?:later\s|then\s|finally\s)?(?:(?:in|on)\s)?(?:§+,?\s)?(?:a|an|the)\s"
)
LINKED: Final = re.compile(
    r"\s*[\"“”']*\s*(?:(?:of|on|for|to|towards?|regarding|about|concerning)\s(?:[\w-]+\s){0,4})?"
    r"[\"“”']*"
)
