"""Lists for the tests of the matcher: small ones of our own, fresh ones from `../shared/dev`."""

from __future__ import annotations

import random
from dataclasses import dataclass

from reconcile.matching import Match, Side
from tests.shared import labelled_pairs

ZH = Side(
    names=("里昂", "布里斯托尔", "叶卡捷琳堡", "曼彻斯特", "大邱", "登别"),
    countries=("法国", "英国", "俄罗斯", "英国", "韩国", "日本"),
)
EN = Side(
    names=("Daegu", "Manchester", "Noboribetsu", "Lyon", "Yekaterinburg", "Gdańsk"),
    countries=("Republic of Korea", "England", "Japan", "France", "Russia", "Poland"),
)
PARTNERS = {0: 3, 2: 4, 3: 1, 4: 0, 5: 2}  # 布里斯托尔 and Gdańsk have none


@dataclass(frozen=True, slots=True)
class Fresh:
    """A list of the development material's make, drawn anew."""

    left: Side
    right: Side
    partner: dict[int, int]


def accepted(matches: tuple[Match, ...]) -> dict[int, int]:
    """Right row by left row of the pairs with the outcome `match`."""
    return {
        match.left: match.right
        for match in matches
        if match.outcome == "match" and match.left is not None and match.right is not None
    }


def fresh(seed: int, *, size: int = 40) -> Fresh:
    """Cities of many countries, a seventh of the rows dropped on either side, shuffled."""
    rows = [
        row for row in labelled_pairs() if row["confidence"] == "A" and row["feature"] == "city"
    ]
    chance = random.Random(seed)
    chosen = chance.sample(rows, size)
    left = [row for row in chosen if chance.random() > 0.15]
    right = [row for row in chosen if chance.random() > 0.15]
    chance.shuffle(left)
    chance.shuffle(right)
    place = {id(row): number for number, row in enumerate(right)}
    return Fresh(
        Side(names=tuple(r["zh"] for r in left), countries=tuple(r["cc"] for r in left)),
        Side(names=tuple(r["en"] for r in right), countries=tuple(r["cc"] for r in right)),
        {number: place[id(row)] for number, row in enumerate(left) if id(row) in place},
    )
