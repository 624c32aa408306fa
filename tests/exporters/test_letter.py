from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reconcile.exporters import MergedList, merge
from reconcile.exporters.letter import corrections, left_as_they_are, letter, not_told
from reconcile.exporters.letter_words import CHINESE, ENGLISH
from reconcile.kinds import BY_NAME
from reconcile.model import Source, Where


def _source(merged: MergedList, id_: str) -> Source:
    return next(source for source in merged.sources if source.id == id_)


@pytest.mark.parametrize("id_", ["lake-en", "harbour-zh"])
def test_letter_reads_as_the_golden_file(
    merged: MergedList, golden: Callable[[str, str], None], id_: str
) -> None:
    golden(f"letter-{id_}.txt", letter(merged, _source(merged, id_), by="Ada"))


def test_publisher_is_asked_for_what_its_own_list_lacks_or_misprints(merged: MergedList) -> None:
    def kinds(id_: str) -> list[str]:
        return [finding.kind for finding in corrections(merged, _source(merged, id_))]

    assert kinds("lake-en") == ["name_spelling"]
    assert kinds("harbour-zh") == ["missing_entry", "total_vs_listed", "order_violation"]


def test_source_that_prints_what_is_suggested_hears_nothing_of_it(merged: MergedList) -> None:
    assert corrections(merged, _source(merged, "wiki-en")) == ()
    assert ENGLISH.nothing in letter(merged, _source(merged, "wiki-en"))


def test_accepted_differences_are_told_with_their_reason_and_corrected_ones_not_at_all(
    merged: MergedList,
) -> None:
    lake = _source(merged, "lake-en")
    assert [finding.kind for finding in left_as_they_are(merged, lake)] == ["date_conflict"]
    text = letter(merged, lake)
    assert "Reason: signed twice" in text
    assert "Columbia”" not in text


def test_explained_findings_are_never_in_a_letter(merged: MergedList) -> None:
    assert "Lodz" not in letter(merged, _source(merged, "lake-en")).partition("\n\nDifferences")[0]


def test_what_no_publisher_can_correct_is_counted(merged: MergedList) -> None:
    assert not_told(merged, _source(merged, "wiki-en")) == {"incomplete_capture": 1}


def test_both_languages_have_the_same_sentences_about_known_kinds() -> None:
    assert list(ENGLISH.sentences) == list(CHINESE.sentences)
    assert set(ENGLISH.sentences) <= set(BY_NAME)
    assert list(ENGLISH.alone) == list(CHINESE.alone)
    assert list(ENGLISH.relations) == list(CHINESE.relations)


def test_chinese_letter_has_no_english_sentence(merged: MergedList) -> None:
    text = letter(merged, _source(merged, "harbour-zh"))
    assert not any(word in text for word in ("line ", "stated", "listed", " is ", "sister"))


def test_text_of_a_source_stays_on_its_line(merged: MergedList) -> None:
    nasty = "Turku\n\nSuggested corrections (99)\x1b[31m"
    findings = tuple(
        replace(f, values={"lake-en": nasty, "wiki-en": "Barranquilla"})
        if f.kind == "name_spelling"
        else f
        for f in merged.report.findings
    )
    again = merge(replace(merged.report, findings=findings), merged.sources)
    text = letter(again, _source(merged, "lake-en"))
    assert "\x1b" not in text
    assert "\nSuggested corrections (99)" not in text


@pytest.mark.parametrize("kind", list(ENGLISH.sentences))
@pytest.mark.parametrize("suggestion", [None, "{suggestion}"])
@pytest.mark.parametrize("id_", ["lake-en", "harbour-zh"])
def test_every_kind_makes_a_whole_sentence(
    merged: MergedList, kind: str, suggestion: str | None, id_: str
) -> None:
    source = _source(merged, id_)
    line = {"lake-en": 5, "harbour-zh": 7}[id_]
    found = replace(
        merged.report.findings[0],
        kind=kind,
        entries=(Where(id_, line),),
        values={id_: None if kind == "missing_entry" else "{mine}; b"},
        suggestion=suggestion,
    )
    text = letter(merge(replace(merged.report, findings=(found,)), merged.sources), source)
    assert "1. " in text
    assert "None" not in text
    assert "“”" not in text
