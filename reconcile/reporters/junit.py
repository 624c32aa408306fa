"""The report as JUnit XML, which every CI server shows among its tests.

A suite per report; in it a case per source that was read (it passes), per finding, and per part
that could not be checked. An open error or warning fails; with a baseline only a new one does.
What was accepted, what the baseline holds and what could not be checked is skipped, with the
reason; infos and explained findings pass and say so. No case claims that nothing was found of a
kind: `--select` may not have looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reconcile.kinds import BY_NAME
from reconcile.model import Finding, Report
from reconcile.reporters.order import ordered
from reconcile.reporters.safe import visible
from reconcile.reporters.spots import details, headline, spots

MOST_PLACES = 20
_INVALID = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_all(reports: Sequence[Report], root: str = "") -> str:
    """All reports as one document: same reports, same bytes, no time of day.

    Args:
        reports: What to render.
        root: From the top of the repository to the workspace: empty, or ending in `/`.
    """
    suites = [_suite(report, root) for report in reports]
    top = Element("testsuites", {"name": "reconcile", **_sums(suites)})
    top.extend(suites)
    indent(top)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{declaration}{tostring(top, encoding='unicode')}\n"


def _suite(report: Report, root: str) -> Element:
    name = xml_text(report.name)
    cases = list(_cases(report, name, root))
    suite = Element("testsuite", {"name": name, **_counts(cases), "time": "0"})
    told = {"title": report.title, "date": report.date}
    if any(told.values()):
        properties = SubElement(suite, "properties")
        for key, value in told.items():
            if value:
                SubElement(properties, "property", {"name": key, "value": xml_text(value)})
    suite.extend(cases)
    return suite


def _cases(report: Report, suite: str, root: str) -> Iterator[Element]:
    for source in report.sources:
        yield _case(f"{suite}.sources", f"{source.id}: {source.entries} entries read")
    for finding in ordered(report.findings):
        yield _finding(finding, report, suite, root)
    parts = sorted(report.unchecked, key=lambda part: (part.source, part.subject, part.reason))
    for part in parts:
        case = _case(f"{suite}.unchecked", f"{part.source} {part.subject}".strip())
        _say(case, "skipped", "unchecked", f"could not be checked: {part.reason}")
        yield case


def _finding(finding: Finding, report: Report, suite: str, root: str) -> Element:
    kind = BY_NAME.get(finding.kind)
    title = kind.title if kind else finding.kind
    about = f"{title}: {finding.subject}" if finding.subject else title
    # Of the id and of nothing that moves, so that a server can follow the case over time.
    case = _case(f"{suite}.{finding.kind}", f"{about} ({finding.id})")
    body = _body(finding, report, root)
    if finding.status == "accepted":
        reason = (finding.decision or {}).get("reason", "")
        _say(case, "skipped", "accepted", f"accepted: {reason}", body)
    elif finding.status == "explained" or finding.severity == "info":
        SubElement(case, "system-out").text = f"{finding.status}: {body}"
    elif finding.new is False:
        _say(case, "skipped", "baseline", f"in the baseline: {headline(finding)}", body)
    else:
        _say(case, "failure", finding.severity, headline(finding), body)
    return case


def _body(finding: Finding, report: Report, root: str) -> str:
    each = [f"{s.path}:{s.line}" if s.line else s.path for s in spots(finding, report, root)]
    places = [f"at {visible(place)}" for place in dict.fromkeys(each)]
    more = len(places) - MOST_PLACES
    lines = [headline(finding), *details(finding), *places[:MOST_PLACES]]
    lines += [f"... and {more} more rows"] if more > 0 else []
    return "\n".join(_INVALID.sub(_escaped, line) for line in lines)


def _case(classname: str, name: str) -> Element:
    return Element(
        "testcase", {"classname": xml_text(classname), "name": xml_text(name), "time": "0"}
    )


def _say(case: Element, tag: str, kind: str, message: str, body: str = "") -> None:
    element = SubElement(case, tag, {"type": kind, "message": xml_text(message)})
    element.text = body or None


def _counts(cases: Sequence[Element]) -> dict[str, str]:
    def having(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    return {
        "tests": str(len(cases)),
        "failures": having("failure"),
        "errors": "0",  # an error would be a run that broke, and then there is no report
        "skipped": having("skipped"),
    }


def _sums(suites: Sequence[Element]) -> dict[str, str]:
    keys = ("tests", "failures", "errors")
    return {key: str(sum(int(suite.attrib[key]) for suite in suites)) for key in keys}


def xml_text(text: str) -> str:
    r"""The text on one line, in characters that XML 1.0 allows.

    Example:
        >>> print(xml_text("Tur\x00ku\uffff"))
        Tur\x00ku\uffff
    """
    return _INVALID.sub(_escaped, visible(text))


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape", "surrogatepass").decode("ascii")
