"""Places in the originals, written as a person would: `a:7`, `a:5-8, 12`, `a:54 ... 123`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reconcile.model import Where

MOST = 6


def by_source(places: Iterable[Where]) -> Mapping[str, tuple[int, ...]]:
    """The lines of each source, ascending, sources in the order in which they appear."""
    lines: dict[str, list[int]] = {}
    for place in places:
        lines.setdefault(place.source, []).append(place.line)
    return {source: tuple(sorted(set(found))) for source, found in lines.items()}


def source_lines(source: str, lines: Sequence[int], *, most: int = MOST) -> str:
    """One source with its lines; more than `most` runs of them are cut to the first and last.

    Example:
        >>> source_lines("a", (5, 6, 7, 12)), source_lines("a", range(2, 40, 2))
        ('a:5-7, 12', 'a:2 ... 38')
    """
    known = [line for line in lines if line > 0]
    if not known:
        return source
    runs = _runs(known)
    if len(runs) > most:
        return f"{source}:{known[0]} ... {known[-1]}"
    return f"{source}:" + ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def places_text(places: Iterable[Where], *, most: int = MOST) -> str:
    """All places on one line, source by source."""
    return ", ".join(
        source_lines(source, lines, most=most) for source, lines in by_source(places).items()
    )


def confidence_text(confidence: float) -> str:
    """A confidence with three digits, cut and not rounded: .9996 must not look certain.

    Example:
        >>> confidence_text(0.9996), confidence_text(1.0)
        ('0.999', '1.000')
    """
    return f"{int(confidence * 1000) / 1000:.3f}"


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    return runs
