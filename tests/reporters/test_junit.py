from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ci_reports import HOSTILE, any_report, finding_of, report_of, with_rows
from hypothesis import given, settings
from lxml import etree

from reconcile.model import Explanation, Report, SourceSummary, Unchecked
from reconcile.reporters import junit

XSD = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "data" / "junit-10.xsd"))


def document(*reports: Report, root: str = "") -> Any:
    return etree.fromstring(junit.render_all(reports, root).encode())


def outcome(**more: Any) -> tuple[str, str]:
    """What a finding's case holds: the element, and its type."""
    (case,) = document(report_of(finding_of(**more))).iter("testcase")
    (inner,) = case
    return inner.tag, inner.get("type", "")


def test_document_has_the_published_form(report: Report) -> None:
    XSD.assertValid(document(report, report_of(name="empty")))


@settings(max_examples=40, deadline=None)
@given(any_report)
def test_document_has_the_published_form_whatever_a_source_contains(report: Report) -> None:
    text = junit.render_all([report])
    XSD.assertValid(etree.fromstring(text.encode()))
    assert text == junit.render_all([report])


def test_document_reads_like_this(report: Report, golden: Callable[[str, str], None]) -> None:
    golden("lakes.junit.xml", junit.render_all([with_rows(report)]))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"severity": "error"}, ("failure", "error")),
        ({"severity": "warning"}, ("failure", "warning")),
        ({"severity": "warning", "new": True}, ("failure", "warning")),
        ({"severity": "info"}, ("system-out", "")),
        ({"severity": "error", "new": False}, ("skipped", "baseline")),
        ({"status": "accepted", "decision": {"reason": "r"}}, ("skipped", "accepted")),
        (
            {"status": "explained", "explanation": Explanation(kind="scope", text="t")},
            ("system-out", ""),
        ),
    ],
)
def test_only_open_errors_and_warnings_that_are_news_fail(
    more: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert outcome(**more) == expected


def test_accepted_case_tells_the_reason() -> None:
    top = document(report_of(finding_of(status="accepted", decision={"reason": "old spelling"})))
    assert top.find(".//skipped").get("message") == "accepted: old spelling"


def test_what_could_not_be_checked_never_passes() -> None:
    part = Unchecked(source="lake-zh", subject="Hilltop", reason="not captured")
    top = document(report_of(unchecked=(part,)))
    assert top.find(".//skipped").get("message") == "could not be checked: not captured"


def test_counts_are_those_of_the_cases(report: Report) -> None:
    top = document(report, report_of(finding_of(), name="b"))
    for suite in top:
        assert int(suite.get("tests")) == len(suite.findall("testcase"))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
    assert int(top.get("tests")) == sum(int(suite.get("tests")) for suite in top)


def test_clean_report_is_a_suite_with_a_case_per_source() -> None:
    lake = SourceSummary(id="lake-en", title="", sha256="", as_of="", entries=12)
    (case,) = document(report_of(sources=(lake,))).iter("testcase")
    assert case.get("name") == "lake-en: 12 entries read"
    assert len(case) == 0


def test_name_of_a_case_does_not_move_with_its_rows() -> None:
    moved = finding_of(0, message="place 0 is missing below line 99")
    names = [
        case.get("name")
        for finding in (finding_of(0), moved)
        for case in document(report_of(finding)).iter("testcase")
    ]
    assert names[0] == names[1]


def test_rows_are_told_from_the_top_of_the_repository() -> None:
    failure = document(report_of(finding_of(2)), root="data/").find(".//failure")
    assert failure.text.splitlines()[-1] == "at data/sources/lake-en/entries.csv:4"


def test_characters_that_xml_or_a_terminal_cannot_bear_are_written_as_escapes() -> None:
    failure = document(report_of(finding_of(message=HOSTILE))).find(".//failure")
    for text in (failure.get("message"), failure.text):
        assert r"Tur\x1b[31mku\x00\u202e\ufffe]]><b>&amp;\r\n::error::x" in text
