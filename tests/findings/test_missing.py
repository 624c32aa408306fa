from __future__ import annotations

from builders import compared, day, event, reference, rows, section, source, tables

from reconcile.findings.missing import missing_entries, newer_than, unchecked
from reconcile.model import AsOf, Finding

TWO = "Turku | Finland\nUppsala | Sweden"


def missing(*lists: object) -> list[Finding]:
    return list(missing_entries(compared(*lists)))  # type: ignore[arg-type]


def test_a_place_that_one_list_lacks_is_missing_from_that_list() -> None:
    (found,) = missing(
        (source("a"), tables(rows(TWO))), (source("b"), tables(rows("Turku | Finland")))
    )
    assert found.status == "open"
    assert found.values == {"a": "Uppsala", "b": None}
    assert [(spot.source, spot.line) for spot in found.entries] == [("a", 11)]


def test_lists_in_two_scripts_hold_the_same_places() -> None:
    chinese = source("b", "zh")
    assert not missing(
        (source("a"), tables(rows(TWO))), (chinese, tables(rows("乌普萨拉 | 瑞典\n图尔库 | 芬兰")))
    )


def test_a_place_whose_relation_the_other_list_does_not_cover_is_explained_by_scope() -> None:
    friends = rows(TWO, relation="friendship")
    both = source("b", relations=("sister", "friendship"))
    (found,) = missing(
        (source("a"), tables(rows("Vantaa | Finland"))),
        (both, tables((*rows("Vantaa | Finland"), *friends))),
    )
    assert found.explanation is not None
    assert found.explanation.kind == "scope"
    assert len(found.entries) == 2


def test_a_tie_later_than_the_other_list_is_explained_by_its_date() -> None:
    old = source("b", as_of=day("2010-05-01"))
    late = rows("Turku | Finland | 2009\nUppsala | Sweden | 2011-02")
    found = missing((source("a"), tables(late)), (old, tables(rows("Turku | Finland"))))
    assert [f.explanation and f.explanation.kind for f in found] == ["as_of"]


def test_a_tie_of_the_same_month_as_the_other_list_is_not_explained() -> None:
    old = source("b", as_of=day("2011-02-20"))
    late = rows("Turku | Finland | 2009\nUppsala | Sweden | 2011-02")
    found = missing((source("a"), tables(late)), (old, tables(rows("Turku | Finland"))))
    assert [f.status for f in found] == ["open"]


def test_a_footnote_newer_than_the_other_list_is_a_guess_and_closes_nothing() -> None:
    new = source("a", as_of=AsOf(earliest="2020-01-01"))
    cited = rows(TWO, references=(4,))
    (found,) = missing(
        (new, tables(cited, references=(reference(4, "2015-03-01"),))),
        (source("b", as_of=day("2010-05-01")), tables(rows("Turku | Finland"))),
    )
    assert found.status == "open"
    assert any("footnote 4" in guess for guess in found.possible_explanations)


def test_a_suspension_told_in_the_text_is_a_guess() -> None:
    (found,) = missing(
        (source("a"), tables(rows(TWO), events=(event(11, "2012-03-01", "suspension"),))),
        (source("b"), tables(rows("Turku | Finland"))),
    )
    assert found.possible_explanations == ("a:13 tells of a suspension on 2012-03-01",)


def test_a_heading_whose_entries_were_lost_is_unchecked_and_never_missing() -> None:
    wiki = source("b", subject="")
    lists = (
        (source("a"), tables(rows(TWO))),
        (wiki, tables((), sections=(section(5, 0),))),
    )
    assert not missing(*lists)
    (part,) = unchecked(compared(*lists))
    assert (part.source, part.subject) == ("b", "Tartu")
    assert "line 5" in part.reason


def test_a_source_that_is_silent_about_the_subject_lacks_nothing() -> None:
    assert not missing(
        (source("a"), tables(rows(TWO))),
        (source("b", subject="Pärnu"), tables(rows("Vaasa | Finland", subject="Pärnu"))),
    )


def test_a_date_is_newer_only_when_it_is_certain() -> None:
    assert newer_than(day("2019-03-10"), "2019-04")
    assert not newer_than(day("2019-03-10"), "2019-03")
    assert not newer_than(AsOf(earliest="2019"), "2024")
    assert not newer_than(day("2019"), "")


def test_sources_of_which_none_shares_a_subject_are_told_and_not_passed_over_in_silence() -> None:
    lists = (
        (source("a"), tables(rows(TWO))),
        (source("b", subject="Dorpat"), tables(rows("Turku | Finland", subject="Dorpat"))),
    )
    told = unchecked(compared(*lists, subjects=("Tartu", "Dorpat")))
    assert [part.source for part in told] == ["a", "b"]
    assert "Dorpat" in told[1].reason
    assert unchecked(compared(*lists, subjects=("Tartu",)))


def test_a_source_alone_in_its_report_has_nothing_to_be_compared_with() -> None:
    assert not unchecked(compared((source("a"), tables(rows(TWO)))))
