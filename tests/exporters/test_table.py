from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files

from jsonschema import Draft202012Validator

from reconcile.exporters import MergedList, merge
from reconcile.exporters.table import as_csv, as_json, as_xlsx, header
from reconcile.tables.xlsx import read_xlsx


def _rows(merged: MergedList) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(merged))))


def test_merged_list_is_the_golden_file(
    merged: MergedList, golden: Callable[[str, str], None]
) -> None:
    golden("merged.csv", as_csv(merged))


def test_each_source_says_its_own_on_its_own_line(merged: MergedList) -> None:
    turku = next(row for row in _rows(merged) if row["name_en"] == "Turku")
    said = [turku[f"harbour-zh_{what}"] for what in ("line", "name", "country", "date")]
    assert said == ["7", "图尔库", "芬兰", "1998-05-02"]
    assert turku["wiki-en_line"] == "9"
    assert (turku["country_en"], turku["country_zh"]) == ("Finland", "芬兰")


def test_source_that_lists_a_partner_twice_says_both(merged: MergedList) -> None:
    first, *rest = merged.report.relationships
    twice = replace(first, entries=(*first.entries, replace(first.entries[0], line=30, row=26)))
    again = merge(replace(merged.report, relationships=(twice, *rest)), merged.sources)
    turku = next(row for row in _rows(again) if row["name_en"] == "Turku")
    assert (turku["lake-en_line"], turku["lake-en_name"]) == ("5;30", "Turku;Turku")


def test_no_cell_is_a_formula(merged: MergedList) -> None:
    cells = [cell for row in _rows(merged) for cell in row.values()]
    assert "'=1+1" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_json_has_the_published_form(merged: MergedList) -> None:
    schema = json.loads(
        files("reconcile.exporters").joinpath("merged.schema.json").read_text("utf-8")
    )
    Draft202012Validator.check_schema(schema)
    document = json.loads(as_json(merged))
    Draft202012Validator(schema).validate(document)
    document["relationships"][0]["date"]["rule"] = "guess"
    assert not Draft202012Validator(schema).is_valid(document)


def test_workbook_has_the_same_rows_and_the_same_bytes_again(merged: MergedList) -> None:
    (_, names), *rows = read_xlsx(as_xlsx(merged), "merged.xlsx")
    assert tuple(names) == header(merged)
    assert len(rows) == len(merged.rows)
    assert as_xlsx(merged) == as_xlsx(merged)
