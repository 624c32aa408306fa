"""A bridge between two totals as a sentence and a waterfall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reconcile.model import Bridge, Finding, Report, Step, Total
from reconcile.reporters.html.words import WORDS, both, plain, word
from reconcile.reporters.places import places_text

UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the waterfall. `start` and `end` are percent of the widest total."""

    count: str
    label: Markup
    where: str
    tone: str  # total, scope, as_of, ..., accepted, unexplained
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bridge, drawn."""

    subject: str
    sentence: Markup
    title: Markup
    bars: tuple[Bar, ...]


def drawn(report: Report) -> list[Drawn]:
    """All bridges; first the one that says most: sources in order of precedence, unlike totals."""
    bridges = sorted(report.bridges, key=lambda bridge: bridge.start.total == bridge.end.total)
    return [_drawn(bridge, report) for bridge in bridges]


def _drawn(bridge: Bridge, report: Report) -> Drawn:
    tones = [_tone(step, bridge, report.findings) for step in bridge.steps]
    return Drawn(
        bridge.subject,
        _sentence(bridge, report, tones),
        word("line_of_totals", bridge.start.source, bridge.end.source),
        tuple(_bars(bridge, tones)),
    )


def _tone(step: Step, bridge: Bridge, findings: Sequence[Finding]) -> str:
    """What explains a step: that of the narrowest findings that hold all its entries together."""
    spots = set(step.entries)
    covering = [
        f
        for f in findings
        if f.kind == "missing_entry" and f.subject in ("", bridge.subject) and spots & {*f.entries}
        and {bridge.start.source, bridge.end.source} & {s for s, v in f.values.items() if v is None}
    ]  # fmt: skip
    left = spots - {place for f in covering if f.status != "open" for place in f.entries}
    if left or not spots:
        return UNEXPLAINED
    kinds = {f.explanation.kind if f.explanation else "accepted" for f in covering}
    return next(kind for kind in (*_EXPLAINED, "accepted") if kind in kinds)


_EXPLAINED: dict[str, tuple[str, str]] = {
    "scope": ("explained by scope", "由范围解释"),
    "as_of": ("explained by date", "由时间解释"),
    "convention": ("explained by convention", "由惯例解释"),
    "arithmetic": ("explained by arithmetic", "由算术解释"),
    "capture": ("not captured", "未采集到"),
    "sequence": ("explained by sequence", "由先后解释"),
    "accepted": ("accepted", "已接受"),
}


def _sentence(bridge: Bridge, report: Report, tones: Sequence[str]) -> Markup:
    """`107 stated, 38 listed: 69 explained by scope, 0 unexplained`, in both languages."""
    more, less = sorted((bridge.start, bridge.end), key=lambda total: -total.total)
    sums: dict[str, int] = {}
    for step, tone in zip(bridge.steps, tones, strict=True):
        sums[tone] = sums.get(tone, 0) + abs(step.count)
    parts = [(str(sums[tone]), names) for tone, names in _EXPLAINED.items() if tone in sums]
    parts.append((str(sums.get(UNEXPLAINED, 0)), WORDS[UNEXPLAINED]))
    counted = _counted(less, bridge, report) if more.stated else None
    (verb_en, verb_zh), (other_en, other_zh) = _verb(more), _verb(less, counted)
    return both(
        f"{more.total} {verb_en}, {less.total} {other_en}: "
        + ", ".join(f"{count} {english}" for count, (english, _) in parts),
        f"{verb_zh} {more.total}，{other_zh} {less.total}："
        + "，".join(f"{count} {chinese}" for count, (_, chinese) in parts),
    )


def _verb(total: Total, counted: int | None = None) -> tuple[str, str]:
    """A total that is both stated and counted is called listed where the other one is stated."""
    if total.stated and counted != total.total:
        return "stated", "声明"
    return "listed", "列出"


def _counted(total: Total, bridge: Bridge, report: Report) -> int | None:
    if total.what != "entries":
        return None
    return sum(
        entry.source == total.source
        for relationship in report.relationships
        if relationship.subject == bridge.subject
        for entry in relationship.entries
    )


def _bars(bridge: Bridge, tones: Sequence[str]) -> Iterator[Bar]:
    sums = [bridge.start.total]
    for step in bridge.steps:
        sums.append(sums[-1] + step.count)
    scale = 100 / max(*sums, bridge.end.total, 1)
    yield _end(bridge.start, scale)
    for step, tone, before, after in zip(bridge.steps, tones, sums, sums[1:], strict=False):
        low, high = sorted((before, after))
        where = places_text(step.entries, most=3)
        count = f"{'−' if step.count < 0 else '+'}{abs(step.count)}"
        yield Bar(count, plain(step.label), where, tone, low * scale, high * scale)
    yield _end(bridge.end, scale)


def _end(total: Total, scale: float) -> Bar:
    place = f"{total.source}:{total.place.line}" if total.place else ""
    label = word("stated_by" if total.stated else "counted_in", total.source)
    return Bar(str(total.total), label, place, "total", 0.0, total.total * scale)
