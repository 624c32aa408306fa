"""Builds the country tables of `names` from CLDR, i18n-iso-countries and the hand-written rows."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reconcile.build.fetch import (
    CLDR_NAMES,
    ISO_COUNTRIES,
    ISO_REGIONS,
    load_json,
    npm_package,
    read_table,
    write_table,
)
from reconcile.names.country import country_key

HERE = Path(__file__).parent
DATA = HERE.parent / "names" / "data"
# Codes in CLDR's list that stand for no country or territory of ISO 3166-1 (Kosovo is kept).
NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
LOCALES = (("en", "en"), ("zh", "zh"), ("zh-Hant", "zh"), ("zh-Hant-HK", "zh"), ("yue-Hant", "zh"))
TERRITORY_COLUMNS = ("code", "alpha_3", "numeric", "parent", "source")
FORMS = ("standard", "conventional", "formal", "constituent")


class Row(NamedTuple):
    """A row of `countries.tsv`, in the order in which rows are sorted."""

    key: str
    rank: int
    code: str
    language: str
    form: str
    name: str
    source: str


def build(cache: Path) -> list[str]:
    """Write `countries.tsv` and `territories.tsv`; returns what was written, for the report."""
    from opencc import OpenCC

    codes = _codes(cache)
    hand = read_table(HERE / "countries_hand.tsv")
    parents = {row["code"]: row["name"] for row in hand if row["form"] == "parent"}
    hand = [row for row in hand if row["form"] != "parent"]
    own = {(row["code"], row["language"]) for row in hand if row["form"] == "standard"}

    rows = [_hand_row(row) for row in hand]
    for code, language, name, standard, source in _cldr(cache):
        if code in codes:
            form = "standard" if standard and (code, language) not in own else "conventional"
            rows.append(Row(country_key(name), 1, code, language, form, name, source))
    taken = {row.key: row.code for row in rows}
    for code, language, name, source in _iso(cache):
        # These sources call South Korea 朝鲜 too: a name that is settled is not shared out again.
        key = country_key(name)
        if code in codes and key not in taken:
            rows.append(Row(key, 1, code, language, "conventional", name, source))
    simplify = OpenCC("t2s").convert
    for row in list(rows):
        if row.language == "zh" and (name := simplify(row.name)) != row.name:
            source = f"{row.source}; simplified by OpenCC"
            rows.append(row._replace(key=country_key(name), name=name, source=source))

    kept: dict[tuple[str, str], Row] = {}
    for row in sorted(rows, key=_precedence):
        kept.setdefault((row.key, row.code), row)
    ranked = _settle_ranks(list(kept.values()))
    table = [tuple(str(cell) for cell in row) for row in sorted(ranked)]
    write_table(DATA / "countries.tsv", Row._fields, table)
    territories = [
        (code, *written, parents.get(code, ""), "ISO 3166-1")
        for code, written in sorted(codes.items())
    ]
    write_table(DATA / "territories.tsv", TERRITORY_COLUMNS, territories)
    shared = sorted({row.key for row in ranked if row.rank > 1})
    return [
        f"countries.tsv: {len(table)} names of {len({row.code for row in ranked})} countries",
        f"territories.tsv: {len(territories)} codes",
        f"names of several countries: {', '.join(shared)}",
    ]


def _precedence(row: Row) -> tuple[int, int, str, bool, str]:
    return FORMS.index(row.form), row.rank, row.source, "." in row.name, row.name


def _hand_row(row: dict[str, str]) -> Row:
    key = country_key(row["name"])
    return Row(
        key, int(row["rank"]), row["code"], row["language"], row["form"], row["name"], row["source"]
    )


def _settle_ranks(rows: list[Row]) -> list[Row]:
    """Two countries under one key need different ranks: a standard name outranks the rest."""
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    settled = []
    for group in by_key.values():
        group.sort(key=lambda row: (row.rank, FORMS.index(row.form), row.code))
        settled += [row._replace(rank=rank) for rank, row in enumerate(group, 1)]
    return settled


def _codes(cache: Path) -> dict[str, tuple[str, str]]:
    """Alpha-3 and numeric code by alpha-2 code."""
    folder = npm_package(ISO_COUNTRIES, cache)
    codes = {a2: (a3, numeric) for a2, a3, numeric, *_ in load_json(folder / "codes.json")}
    codes.setdefault("XK", ("XKX", ""))
    return codes


def _cldr(cache: Path) -> list[tuple[str, str, str, bool, str]]:
    """Code, language, name, whether it is the standard name, and source."""
    folder = npm_package(CLDR_NAMES, cache)
    found = []
    for locale, language in LOCALES:
        table = load_json(folder / "main" / locale / "territories.json")
        names = table["main"][locale]["localeDisplayNames"]["territories"]
        for written, name in names.items():
            code, _, variant = written.partition("-alt-")
            if len(code) != 2 or code in NOT_COUNTRIES:
                continue
            standard = locale in {"en", "zh"} and not variant
            # Lists write the words out: Trinidad and Tobago, Saint Lucia.
            name = name.replace("&", "and").replace("St. ", "Saint ")
            source = f"CLDR 48 {locale}" + (f" ({variant})" if variant else "")
            found.append((code, language, name, standard, source))
    return found


def _iso(cache: Path) -> list[tuple[str, str, str, str]]:
    """Code, language, name and source."""
    found = []
    folder = npm_package(ISO_COUNTRIES, cache)
    for language in ("en", "zh"):
        for code, names in load_json(folder / "langs" / f"{language}.json")["countries"].items():
            for name in [names] if isinstance(names, str) else names:
                found.append((code, language, name, "i18n-iso-countries 7.14.0"))
    for language in ("en", "zh"):
        table = load_json(npm_package(ISO_REGIONS, cache) / "countryList" / f"{language}.json")
        for code, country in table.items():
            found.append((code, language, country["name"], "iso3166-2-db 2.3.11"))
    return found
