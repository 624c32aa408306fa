"""The map of partners: land outlines and marks, projected here, so the page needs no map service.

Projection: Equal Earth (Savric, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949), which
keeps areas true and looks familiar.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from reconcile.gazetteer import Gazetteer
from reconcile.model import Relationship
from reconcile.reporters.html.index import STATES, Index, State
from reconcile.reporters.order import ordered_relationships

SCALE = 175.0  # of the drawing: its unit is a pixel on a wide screen
WEST, NORTH = -169.0, 83.6  # degrees: the upper left corner; it runs through the Bering Strait
SOUTH = -56.0
EDGE = 3.0  # degrees: what reaches less far over the edge of the map is cut there
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_ROOT3 = math.sqrt(3)


@dataclass(frozen=True, slots=True)
class Dot:
    """A partner on the map, in units of the drawing."""

    relationship: Relationship
    state: State
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Legend:
    """A state with its partners, in the order of their names."""

    state: State
    partners: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the map shows."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    legend: tuple[Legend, ...]
    elsewhere: tuple[Relationship, ...]

    @property
    def paths(self) -> list[tuple[State, str]]:
        """Thousands of dots as one path of points per state: light enough for any browser."""
        return [
            (state, "".join(f"M{dot.x:g} {dot.y:g}h0" for dot in self.dots if dot.state == state))
            for state in reversed(STATES)
        ]


def world(index: Index, gazetteer: Gazetteer) -> World:
    """The partners of a report on the map, states that matter most drawn last, so on top."""
    relationships = ordered_relationships(index.report.relationships)
    states = {r.id: index.state(r) for r in relationships}
    dots, elsewhere = [], []
    for relationship in relationships:
        place = gazetteer.get(relationship.partner.id)
        if place is None or place.latitude is None or place.longitude is None:
            elsewhere.append(relationship)
        else:
            x, y = on_page(place.longitude, place.latitude)
            dots.append(Dot(relationship, states[relationship.id], x, y))
    dots.sort(key=lambda dot: -STATES.index(dot.state))
    legend = tuple(
        Legend(state, tuple(r for r in relationships if states[r.id] == state))
        for state in STATES
        if state in states.values()
    )
    return World(*size(), tuple(dots), legend, tuple(elsewhere))


@cache
def size() -> tuple[int, int]:
    """Width and height of the drawing."""
    right = max(on_page(WEST + 359.99, lat)[0] for lat in range(-56, 84))
    return math.ceil(right), math.ceil(on_page(0.0, SOUTH)[1])


@cache
def land() -> Markup:
    """The outlines as the path of an SVG drawing; written by `reconcile.build.outlines`."""
    text = files("reconcile.reporters.html").joinpath("data/land.txt").read_text("utf-8")
    return Markup("").join(Markup(path) for ring in text.splitlines() for path in _paths(ring))


def _paths(ring: str) -> Iterator[str]:
    """A ring as one closed path; one that crosses the map's edge is drawn at both edges."""
    corners = [tuple(int(n) / 10 for n in corner.split(",")) for corner in ring.split()]
    turned = [((lon - WEST) % 360, lat) for lon, lat in corners]
    # Unrolled: a step of half the world or more is the edge of the map, not a coast.
    unrolled = [turned[0]]
    for lon, lat in turned[1:]:
        before = unrolled[-1][0]
        unrolled.append((lon - 360 * round((lon - before) / 360), lat))
    west, east = min(lon for lon, _ in unrolled), max(lon for lon, _ in unrolled)
    for shift in (-360, 0, 360):
        if east + shift > EDGE and west + shift < 360 - EDGE:
            inside = [(min(max(lon + shift, 0.0), 360.0), lat) for lon, lat in unrolled]
            points = dict.fromkeys(_project(lon, lat) for lon, lat in inside)
            if len(points) > 2:
                yield "M" + "L".join(f"{round(x)} {round(y)}" for x, y in points) + "Z"


def on_page(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in units of the drawing: right and down of its corner."""
    x, y = _project((longitude - WEST) % 360, latitude)
    return round(x, 1), round(y, 1)


def _project(from_west: float, latitude: float) -> tuple[float, float]:
    """Degrees east of the western edge, degrees north -> units right and down of the corner."""
    x, y = _equal_earth(from_west - 180, min(max(latitude, SOUTH), NORTH))
    widest = _equal_earth(180, 0)[0]
    return (x + widest) * SCALE, (_equal_earth(0, NORTH)[1] - y) * SCALE


def _equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    t = math.asin(_ROOT3 / 2 * math.sin(math.radians(latitude)))
    t2, t6 = t * t, t**6
    slope = _A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)
    x = 2 * _ROOT3 / 3 * math.radians(longitude) * math.cos(t) / slope
    return x, t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
