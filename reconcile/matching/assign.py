"""One-to-one assignment: the pairs that together weigh most, each row used at most once.

A pair of weight 0 or less is better left unmade. Rows fall into connected components of pairs
that are worth making; each is solved exactly (Jonker-Volgenant).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def assign(i: Sequence[int], j: Sequence[int], gain: Sequence[float]) -> list[int]:
    """Numbers of the chosen pairs, ascending.

    Args:
        i: Left rows.
        j: Right rows; no pair of rows occurs twice.
        gain: What each pair is worth; pairs without gain are never chosen.
    """
    worth = [number for number, value in enumerate(gain) if value > 0]
    chosen: list[int] = []
    for numbers in _components([(i[n], j[n]) for n in worth], worth):
        chosen += _solve(i, j, gain, numbers)
    return sorted(chosen)


def _solve(
    i: Sequence[int], j: Sequence[int], gain: Sequence[float], numbers: list[int]
) -> Iterable[int]:
    if len(numbers) == 1:
        return numbers
    import lap
    import numpy as np

    rows = {row: k for k, row in enumerate(sorted({i[n] for n in numbers}))}
    columns = {column: k for k, column in enumerate(sorted({j[n] for n in numbers}))}
    cost = np.zeros((len(rows), len(columns)))
    number_of: dict[tuple[int, int], int] = {}
    for n in numbers:
        cell = rows[i[n]], columns[j[n]]
        cost[cell] = -gain[n]
        number_of[cell] = n
    _, partner, _ = lap.lapjv(cost, extend_cost=True)
    cells = ((row, int(column)) for row, column in enumerate(partner))
    return [number_of[cell] for cell in cells if cell in number_of]


def _components(pairs: list[tuple[int, int]], numbers: list[int]) -> list[list[int]]:
    """Numbers of the pairs, grouped by connected component (union-find over the rows)."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in pairs:
        parent[root(("left", left))] = root(("right", right))
    groups: dict[tuple[str, int], list[int]] = {}
    for (left, _), number in zip(pairs, numbers, strict=True):
        groups.setdefault(root(("left", left)), []).append(number)
    return list(groups.values())
