"""Outlines of the land for the map of an HTML report: Natural Earth, from npm's world-atlas.

Natural Earth is in the public domain; its 1:110m land is simplified further (Visvalingam's method:
the corner that spans the least area goes first) until it is small enough to stand in every report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reconcile.build.fetch import load_json, npm_package

ATLAS = "world-atlas@2.0.2"
FILE = Path(__file__).parent.parent / "reporters" / "html" / "data" / "land.txt"
SOUTHMOST = -56.0  # degrees: no partner city is in Antarctica, which would take a third of the map
LEAST_AREA = 0.35  # square degrees that a corner must span to be kept
LEAST_ISLAND = 0.8  # square degrees that an island must cover
Point = tuple[float, float]


def build(cache: Path) -> list[str]:
    """Write `land.txt`: one ring per line, `longitude,latitude` in tenths of a degree."""
    atlas = load_json(npm_package(ATLAS, cache) / "land-110m.json")
    rings = [ring for ring in _rings(atlas) if max(y for _, y in ring) > SOUTHMOST]
    kept = [_simplified(ring) for ring in rings if abs(_area(ring)) >= LEAST_ISLAND]
    lines = [" ".join(f"{round(x * 10)},{round(y * 10)}" for x, y in ring) for ring in kept]
    text = "\n".join(line for line in lines if line.count(" ") >= 2) + "\n"
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text, encoding="utf-8", newline="\n")
    return [f"{FILE.name}: {len(kept)} rings, {sum(map(len, kept))} corners, {len(text)} bytes"]


def _rings(atlas: Any) -> Iterator[list[Point]]:
    """Every ring of the land, closed, in degrees (TopoJSON: arcs of deltas, `~i` is reversed)."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in atlas["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                yield points


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def _simplified(ring: Sequence[Point]) -> list[Point]:
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    while len(points) > 4:
        spans = [
            abs(_area((points[i - 1], points[i], points[(i + 1) % len(points)])))
            for i in range(len(points))
        ]
        least = min(range(len(points)), key=spans.__getitem__)
        if spans[least] >= LEAST_AREA:
            break
        del points[least]
    return points
