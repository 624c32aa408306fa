"""The kinds of finding, each declared once, in the order in which a person should read them.

Commands, documentation, SARIF rules and tests take names, titles, meanings, severities and
examples from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding.

    Attributes:
        name: The word used in ids, options and JSON.
        title: A short heading.
        meaning: What it says about the data, in one or two sentences.
        severity: How bad it would be, unless the configuration says otherwise.
        bad: Data that has this finding.
        good: The same data without it.
    """

    name: str
    title: str
    meaning: str
    severity: Literal["error", "warning", "info"]
    bad: str
    good: str


KINDS: tuple[Kind, ...] = (
    Kind(
        "schema",
        "Value breaks its schema",
        "A value or column breaks the Pandera schema of its source: missing, of another type or "
        "script, out of range, not of the expected pattern, or empty where it may not be.",
        "error",
        "date = 2018-13-40",
        "date = 2018-12",
    ),
    Kind(
        "missing_entry",
        "Place is missing from a list",
        "A place is in one list of a relation and not in another list that covers that relation.",
        "error",
        "A lists Turku, Lyon; B lists Lyon",
        "A lists Turku, Lyon; B lists Lyon, 图尔库",
    ),
    Kind(
        "total_vs_listed",
        "Stated total differs from the list",
        "A total that a source states about itself differs from what the same source lists.",
        "error",
        "'ties with 12 cities', and 11 rows",
        "'ties with 12 cities', and 12 rows",
    ),
    Kind(
        "total_vs_total",
        "Totals of two sources differ",
        "The stated or counted totals of two sources about one subject differ.",
        "error",
        "A states 12, B states 15",
        "A states 12, B states 12",
    ),
    Kind(
        "name_spelling",
        "Name is misspelt",
        "A name is misspelt, or spelt in two ways: no convention turns one spelling into the "
        "other.",
        "error",
        "Turkuu against Turku",
        "Turku against Turku",
    ),
    Kind(
        "country_typo",
        "Country word is wrong",
        "A country word is misspelt, or is a word for something else.",
        "error",
        "Turku, Finnland",
        "Turku, Finland",
    ),
    Kind(
        "country_conflict",
        "Sources place a partner in different countries",
        "Two sources place the same partner in different countries.",
        "error",
        "Turku, Finland against Turku, Sweden",
        "Turku, Finland against 图尔库, 芬兰",
    ),
    Kind(
        "place_country_mismatch",
        "Place is known in another country",
        "The gazetteer knows the name only in another country than the one given.",
        "error",
        "Turku, Sweden",
        "Turku, Finland",
    ),
    Kind(
        "duplicate_entry",
        "Place is listed twice",
        "The same place stands twice in one list of a source.",
        "error",
        "3. Turku, 9. Turku",
        "3. Turku, 9. Tampere",
    ),
    Kind(
        "date_conflict",
        "One event has two dates",
        "Two dates are given for one event, by two sources or inside one.",
        "error",
        "1998-05-02 against 1998-05-03",
        "1998-05-02 against 1998.5.2",
    ),
    Kind(
        "admin_level",
        "City against county or province",
        "One side names a city, the other a county, province or prefecture; or something that is "
        "no city is counted as one.",
        "warning",
        "Uppsala against Uppsala County",
        "Uppsala County against 乌普萨拉省",
    ),
    Kind(
        "relation_type",
        "Level of the tie differs",
        "The level of the tie (sister, friendship, memorandum) differs between sources, or a "
        "source's own text contradicts it.",
        "warning",
        "listed as sister city; the text tells of a memorandum",
        "listed as sister city; the text tells of the agreement",
    ),
    Kind(
        "possible_match",
        "Pair that a person should decide",
        "Two entries may be one place; the evidence is too thin or a rival is too near.",
        "warning",
        "诺夫哥罗德 against Belgorod",
        "诺夫哥罗德 against Novgorod",
    ),
    Kind(
        "ambiguous_name",
        "Name fits more than one place",
        "The name fits more than one place, and nothing in the row tells which.",
        "warning",
        "Springfield, United States",
        "Springfield, Illinois, United States",
    ),
    Kind(
        "unknown_place",
        "Gazetteer knows no such place",
        "The gazetteer knows no place of this name, nor a near spelling.",
        "warning",
        "Xyzzyville, Finland",
        "Turku, Finland",
    ),
    Kind(
        "non_place_entry",
        "Entry is no place of the expected kind",
        "A heading or value is no place of the kind that the list holds.",
        "warning",
        "Corn Belt, United States, in a list of cities",
        "Des Moines, United States, in a list of cities",
    ),
    Kind(
        "order_violation",
        "Row is out of order",
        "A row breaks the order that the list follows.",
        "warning",
        "1998, 2003, 2001",
        "1998, 2001, 2003",
    ),
    Kind(
        "ordinal_gap",
        "Numbering is broken",
        "The numbers of a numbered list skip, repeat or go back.",
        "warning",
        "1, 2, 4",
        "1, 2, 3",
    ),
    Kind(
        "internal_inconsistency",
        "Source contradicts itself",
        "Any other contradiction inside one source.",
        "warning",
        "section says 5 entries, 4 rows stand under it",
        "section says 5 entries, 5 rows stand under it",
    ),
    Kind(
        "incomplete_capture",
        "Part of the source was lost",
        "Part of the source was lost when it was taken: a heading stands there, its entries "
        "do not. Not captured is never zero.",
        "warning",
        "a heading that should hold entries, without any",
        "a heading with its entries",
    ),
    Kind(
        "stale_decision",
        "Decision has run out",
        "A decision expired, or covers nothing any more.",
        "warning",
        "until = 2020-01-01",
        "until = 2999-01-01",
    ),
    Kind(
        "name_form",
        "Same name in another form",
        "The same name in another usual form: diacritics, short or long, capitals, punctuation.",
        "info",
        "Malmo against Malmö",
        "Malmö against Malmö",
    ),
    Kind(
        "country_name",
        "Same country under another name",
        "Another conventional name of the same country.",
        "info",
        "Czech Republic against Czechia",
        "Czechia against Czechia",
    ),
    Kind(
        "date_precision",
        "One date is less precise",
        "Two dates agree as far as the less precise one goes.",
        "info",
        "1998 against 1998-05-02",
        "1998-05-02 against 1998-05-02",
    ),
    Kind(
        "date_format",
        "Same date in another notation",
        "The same date is written in another notation.",
        "info",
        "1998.5.2 against 1998.05.02",
        "1998.05.02 against 1998.05.02",
    ),
    Kind(
        "duplicate_name_in_source",
        "One string for two places",
        "One string names two different places in one source.",
        "info",
        "圣地亚哥 (智利) and 圣地亚哥 (美国)",
        "圣地亚哥 and 圣迭戈",
    ),
    Kind(
        "outdated",
        "Source is older than what another tells",
        "A source is older than something that another source tells.",
        "info",
        "as of 2015, while another source lists a tie of 2019",
        "as of 2020, while another source lists a tie of 2019",
    ),
    Kind(
        "format_anomaly",
        "Layout that breaks a plain reader",
        "Layout that would break a plain reader: a blank line inside a table, a separator "
        "without its space.",
        "info",
        "Turku, Finland among lines like 'Turku , Finland'",
        "Turku , Finland",
    ),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
_OWN = re.compile(r"x_[a-z]+(?:_[a-z]+)*")


def is_own(kind: str) -> bool:
    """Whether a word can be a plugin's own kind of finding: it begins with `x_`.

    Example:
        >>> is_own("x_harbour_missing"), is_own("name_form")
        (True, False)
    """
    return bool(_OWN.fullmatch(kind))
