"""A bridge as the accountant's statement: what one total says, each step, what the other says."""

from __future__ import annotations

from reconcile.model import Bridge, Total
from reconcile.reporters.places import places_text


def bridge_lines(bridge: Bridge) -> tuple[str, list[tuple[str, str]], tuple[str, str]]:
    """The statement as (title, rows of (count, what it counts), the last row).

    The counts are right-aligned and signed, so that they read as a column of figures.
    """
    counts = [bridge.start.total, bridge.end.total, *(abs(step.count) for step in bridge.steps)]
    width = max(len(str(count)) for count in counts) + 2
    rows = [(f"{bridge.start.total:>{width}}", total_text(bridge.start))]
    for step in bridge.steps:
        sign = "-" if step.count < 0 else "+"
        places = places_text(step.entries, most=3)
        label = f"{step.label} ({places})" if places else step.label
        rows.append((f"{sign}{abs(step.count):>{width - 1}}", label))
    return bridge_title(bridge), rows, (f"{bridge.end.total:>{width}}", total_text(bridge.end))


def bridge_title(bridge: Bridge) -> str:
    """`Turku: list-a states 12 entries, list-b counts 15`."""
    start, end = bridge.start, bridge.end
    what = f"{start.what}" if start.what == end.what else f"{start.what} against {end.what}"
    first = f"{start.source} {_verb(start)} {start.total} {what}"
    head = f"{bridge.subject}: " if bridge.subject else ""
    return f"{head}{first}, {end.source} {_verb(end)} {end.total}"


def total_text(total: Total) -> str:
    """Where a total comes from: `stated by list-a:7` or `counted in list-b`."""
    place = f"{total.source}:{total.place.line}" if total.place else total.source
    return f"stated by {place}" if total.stated else f"{total.what} counted in {place}"


def _verb(total: Total) -> str:
    return "states" if total.stated else "lists"
