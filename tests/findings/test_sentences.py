"""What every rule says, to the last word: small lists that provoke each, against one golden file.

Sentences, ids, places, values and explanations are what people read and machines key on, so a
change of any of them shows here as a diff. `pytest --update-golden` writes the file anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from builders import (
    claim,
    compared,
    day,
    entry,
    event,
    mention,
    reference,
    rows,
    section,
    source,
    tables,
)

from reconcile.findings import RULES, Comparison, Rule, bridges, unchecked
from reconcile.findings.countries import country_conflicts, country_names
from reconcile.findings.dates import dates_across_sources, dates_within_source
from reconcile.findings.footnotes import footnotes_about_another_place
from reconcile.findings.lists import (
    layout_oddities,
    listed_twice,
    lost_parts,
    outdated_sources,
    undecided_pairs,
)
from reconcile.findings.missing import missing_entries
from reconcile.findings.names import (
    mixed_characters,
    name_differences,
    non_cities,
    repeated_names,
)
from reconcile.findings.places import names_ambiguous, places_unknown
from reconcile.findings.ties import relation_types
from reconcile.findings.totals import totals_against_lists, totals_against_totals
from reconcile.model import UNREAD, Anomaly, AsOf, Bridge, Finding, Link, Where


def absent() -> Comparison:
    """What one list has and another lacks: open, too new, or guessed at."""
    first = (
        *rows("Turku | Finland\nUppsala | Sweden | 2012-03\nLyon | France | 2003", references=(4,)),
        entry(20, "Bari", "Italy"),
        entry(30, "Porto", "Portugal"),
    )
    told = (
        event(20, "2011-05-01", "memorandum"),
        event(20, "2012-06-01", "visit"),
        event(12, "2009-01-01", "suspension"),
    )
    return compared(
        (
            source("a", as_of=AsOf(earliest="2020-01-01", latest="2020-02-01")),
            tables(first, events=told, references=(reference(4, "2015-03-01"), reference(5, "")),
                   claims=(claim(5),)),
        ),
        (source("b", "zh", as_of=day("2010-05-01")), tables(rows("图尔库 | 芬兰"))),
        (source("c", as_of=day("2010-05-01")), tables(rows("Turku | Finland\nLyon | France"))),
    )  # fmt: skip


def outside_scope() -> Comparison:
    """Ties that another list does not mean to hold, and totals that count them."""
    ties = rows("Turku | Finland")
    more = rows("Uppsala | Sweden\nLyon | France", relation="exchange")
    uncounted, both = claim(61, relation="exchange"), source("b", relations=("sister", "exchange"))
    late = rows("Uppsala | Sweden\nBari | Italy | 2019", relation="exchange")
    return compared(
        (source("a", as_of=day("2010")), tables(ties, claims=(claim(1), uncounted))),
        (both, tables((*ties, *more), claims=(claim(3, relation=""),))),
        (source("c", relations=()), tables((*ties, *late))),
    )


def totals() -> Comparison:
    """Totals that the rows, other totals and the count of countries do not bear out."""
    listed = rows("Turku | Finland\nGreenland | Denmark\nUppsala | Sweden\nRiga | Latvia")
    twice = rows("Turku | Finland\nTurku | Finland\nUppsala | Sweden | 2012\nXyzzy | Atlantis")
    many = rows(
        "Turku | Finland\nLyon | France\nBari | Italy\nGdynia | Poland\nRostock | Germany\n"
        "Bergen | Norway\nPorto | Portugal"
    )
    stated = [claim(n, what="countries", line=40 + n) for n in (1, 4, 5, 9)]
    return compared(
        (source("a", as_of=day("2011")),
         tables(listed, claims=(claim(5), claim(3, relation=""), claim(6, relation=""), *stated))),
        (source("b"), tables(twice, claims=(claim(2, what="countries", relation=""),))),
        (source("c"), tables(many, claims=(claim(8), claim(7, what="countries")))),
    )  # fmt: skip


def names() -> Comparison:
    """One partner in several printings, in one script and across two."""
    return compared(
        (source("a"), tables(
            rows("Malmo | Sweden\nJyväskylla | Finland\nUppsala County | Sweden\nTurku | Finland\n"
                 "St Gallen | Switzerland\nOffenbach | Germany\nGdansk | Poland\n"
                 "Lodz Voivodeship | Poland"),
            mentions=(mention(13, "Turkuu"), mention(13, "Tartto")),
        )),
        (source("b"), tables(
            rows("Malmö | Sweden\nJyväskylä | Finland\nUppsala | Sweden\nTurku | Finland\n"
                 "Saint Gallen | Switzerland\nOffenbach am Main | Germany"),
        )),
        (source("c", "zh"), tables(
            rows("乌普萨拉省 | 瑞典\n图尔库 | 芬兰\n萬塔 | 芬兰\n奥卢县 | 芬兰\n于韦斯屈莱 | 芬兰"),
        )),
        (source("d"), tables(rows("Oulu | Finland\nTURKU | Finland"))),
    )  # fmt: skip


def one_name_two_places() -> Comparison:
    """One string for two places, one place on two lines."""
    return compared(
        (source("a", "zh"), tables(rows("圣地亚哥 | 智利\n圣地亚哥 | 古巴\n圣地亚哥 | 古巴"))),
        (source("b"), tables(rows("Lodz | Poland\nTurku | Finland\nŁódź | Poland\n"
                                  "Santiago | Chile\nSantiago de Cuba | Cuba"))),
        (source("c"), tables(rows("Santiago | Chile\nSantiago | Cuba"))),
    )  # fmt: skip


def countries() -> Comparison:
    """Countries by two names, and partners in two countries."""
    return compared(
        (source("a"), tables(rows("Brno | Czech Republic\nPlzeň | Czech Republic\n"
                                  "Savonlinna | Finland\nLeeds | the United Kingdom\n"
                                  "Turku | Atlantis\nDaegu | Republic of Korea"))),
        (source("b"), tables(rows("Brno | Czechia\nPlzeň | Czech Republic\nSavonlinna | Sweden\n"
                                  "Leeds | United Kingdom\nTurku | Finland\n"
                                  "Daegu | South Korea"))),
        (source("c", "zh"), tables(rows("布尔诺 | 捷克\n比尔森 | 捷克共和国"))),
    )  # fmt: skip


def dates() -> Comparison:
    """Dates of one tie in two lists, and in one list's own prose."""
    plain = rows(
        "Turku | Finland | 1998-05-02\nUppsala | Sweden | 1999-01-03\nLyon | France | 2001\n"
        "Bari | Italy | 1997\nPorto | Portugal | 1995\nRiga | Latvia | 2001\n"
        "Bergen | Norway | 2003-04-05\nAarhus | Denmark | 1999"
    )
    other = rows(
        "Turku | Finland | 1998-05-03\nUppsala | Sweden | 1999-01-03\nLyon | France | 2001-07\n"
        "Bergen | Norway | 2003-04-05\nRiga | Latvia | 2001-02-03"
    )
    dotted = tuple(replace(row, date_text=row.date.replace("-", ".")) for row in other)
    told = (
        event(13, "1997-01", "memorandum"), event(13, "1998-05", "agreement"),
        event(14, "1997-01", "memorandum"), event(14, "1998-05", "agreement"),
        event(15, "2000", "memorandum"), event(15, "1999", "visit"),
        event(17, "2000", "memorandum"), event(17, "2004", "suspension"),
    )  # fmt: skip
    return compared(
        (source("a"), tables(plain, events=told)),
        (source("b"), tables(dotted)),
        (source("c"), tables(rows("Turku | Finland | 1998", relation="memorandum"))),
    )


def alone() -> Comparison:
    """Names that nothing but the gazetteer speaks about."""
    return compared(
        (source("a"), tables(rows(
            "Jyvaskyllä | Finland\nXyzzyville | Finland\nOuagadougou | Finland\n"
            "Napa Valley Corridor Valley | United States\nGreenland | Denmark\n"
            "Springfield | United States\nTurku | Finland\nXyzzy | Atlantis\nSan José | Finland"
        ))),
        (source("b", "zh", subject="Pärnu"), tables(
            rows("于韦斯屈莱 | 芬兰\n瓦加杜古 | 芬兰\n于韦斯屈菜 | 芬兰", subject="Pärnu")
        )),
        subjects=("Tartu", "Pärnu"),
    )  # fmt: skip


def whole_lists() -> Comparison:
    """Headings that lost their entries, layout, age, footnotes, and pairs for a person."""
    cited = tables(
        rows("Turku | Finland | 2012\nOulu | Finland | 2014-02", references=(7,)),
        references=(
            reference(6, ""),
            replace(reference(7, ""), title="Gemellaggio con la Contea di Tartu"),
        ),
        anomalies=(
            *(Anomaly(source="a", line=n, what="blank line inside a table") for n in range(12, 18)),
            Anomaly(source="a", line=40, what="no space before a comma"),
            Anomaly(source="a", line=41, what=f"{UNREAD}: no rule placed it"),
        ),
        sections=(section(5, 0, "Pärnu"), section(9, 1), section(14, 0, "Narva")),
    )
    made = compared(
        (source("a"), cited),
        (source("b", as_of=day("2010")), tables(rows("Vaasa | Finland"))),
        (source("c", as_of=day("2013"), relations=()), tables(rows("Turku | Finland"))),
        (source("d", subject=""), tables((), sections=(section(5, 0, "Pärnu"), section(6, 2)))),
        (source("e", subject="Dorpat"), tables(rows("Riga | Latvia", subject="Dorpat"))),
        subjects=("Tartu", "Pärnu"),
    )
    link = Link(
        left=Where("a", 10, "entries", 1), right=Where("b", 10, "entries", 1), confidence=0.456,
        margin=0.1, outcome="possible", reasons=("both end in a", "one country", "a third"),
    )  # fmt: skip
    same = replace(link, right=Where("c", 10, "entries", 1))
    return replace(made, possible=(link, same))


def levels() -> Comparison:
    """The level of a tie, across lists and against the prose."""
    told = (
        event(10, "2000", "memorandum"), event(10, "2001-02", "visit"),
        event(11, "1999", "suspension"), event(12, "1999", "agreement"),
    )  # fmt: skip
    return compared(
        (
            source("a"),
            tables(rows("Turku | Finland\nUppsala | Sweden\nLyon | France"), events=told),
        ),
        (source("b"), tables(rows("Turku | Finland", relation="friendship"))),
    )


SCENES: tuple[tuple[Callable[[], Comparison], tuple[Rule, ...]], ...] = (
    (absent, (missing_entries, totals_against_totals)),
    (outside_scope, (missing_entries, totals_against_lists, totals_against_totals)),
    (totals, (totals_against_lists, totals_against_totals)),
    (names, (name_differences, mixed_characters, non_cities)),
    (one_name_two_places, (name_differences, repeated_names, listed_twice)),
    (countries, (country_conflicts, country_names)),
    (dates, (dates_across_sources, dates_within_source)),
    (levels, (relation_types,)),
    (alone, (places_unknown, names_ambiguous)),
    (
        whole_lists,
        (
            footnotes_about_another_place,
            undecided_pairs,
            lost_parts,
            outdated_sources,
            layout_oddities,
        ),
    ),
)


def test_every_rule_says_what_it_said(golden: Callable[[str, str], None]) -> None:
    golden("sentences.txt", "\n".join(_told(scene, asked) for scene, asked in SCENES))


def test_no_rule_is_left_out() -> None:
    assert {rule for _, asked in SCENES for rule in asked} == set(RULES)


def _told(scene: Callable[[], Comparison], asked: tuple[Rule, ...]) -> str:
    comparison = scene()
    parts = [f"# {scene.__doc__}\n"]
    parts += [_finding(found) for rule in asked for found in rule(comparison)]
    if totals_against_totals in asked:
        parts += [_bridge(bridge) for bridge in bridges(comparison)]
    parts += [f"unchecked {u.source} {u.subject!r}: {u.reason}\n" for u in unchecked(comparison)]
    return "\n".join(parts)


def _finding(found: Finding) -> str:
    lines = [f"{found.severity} {found.status} {found.id} {found.subject!r}", found.message]
    lines.append("at " + ", ".join(f"{w.source}:{w.line} {w.table}/{w.row}" for w in found.entries))
    lines += [f"{source_} has {value!r}" for source_, value in found.values.items()]
    if found.explanation:
        lines.append(f"{found.explanation.kind}: {found.explanation.text}")
    lines += [f"perhaps {guess}" for guess in found.possible_explanations]
    lines += [f"better {found.suggestion!r}"] if found.suggestion is not None else []
    return "\n  ".join(lines) + "\n"


def _bridge(bridge: Bridge) -> str:
    ends = [
        f"{total.source} {'states' if total.stated else 'lists'} {total.total} {total.what}"
        for total in (bridge.start, bridge.end)
    ]
    lines = [f"bridge {bridge.subject}: {' to '.join(ends)}"]
    lines += [
        f"{step.count:+d} {step.label} [{', '.join(f'{w.source}:{w.line}' for w in step.entries)}]"
        for step in bridge.steps
    ]
    return "\n  ".join(lines) + "\n"
