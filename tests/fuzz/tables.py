"""Harnesses for table files, for what a workspace holds, and for what the service is sent."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from fuzz.laws import check_refusal, refusing, text_of
from fuzz.originals import workbook_of

from reconcile.baseline import difference, load_baseline
from reconcile.decisions.load import load_decisions
from reconcile.errors import ReconcileError
from reconcile.gazetteer import dumps, natural_earth
from reconcile.gazetteer.dumps import Malformed
from reconcile.model import Source
from reconcile.reading.config import reader_options
from reconcile.reading.loading import load_tables
from reconcile.service.recon import draft, request, wire
from reconcile.tables import read_table, write_table
from reconcile.workspace import load


@cache
def _folder() -> Path:
    """A folder of this process; what is tried is written into it."""
    made = tempfile.TemporaryDirectory()
    _kept.append(made)
    return Path(made.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _table(name: str, data: bytes) -> None:
    """A table has columns of different names, cells that are texts, and comes back as written."""
    with refusing():
        frame = read_table(_file(name, data), line="#")
        assert len(set(frame.columns)) == len(frame.columns)
        assert all(dtype == "String" for dtype in map(str, frame.dtypes[1:]))
        assert frame["#"].is_sorted()
        assert frame.height == 0 or frame["#"].min() >= 1  # type: ignore[operator]
        assert not frame.null_count().sum_horizontal().sum()
        again = _folder() / "again.jsonl"
        write_table(frame.drop("#"), again)
        if frame.height and frame.width > 1:
            assert read_table(again).equals(frame.drop("#"))


def csv(data: bytes) -> None:
    """A delimited table."""
    _table("own.csv", data)


def jsonl(data: bytes) -> None:
    """A table of JSON lines."""
    _table("own.jsonl", data)


def xlsx(data: bytes) -> None:
    """The first sheet of a workbook; the input is what its parts hold."""
    _table("own.xlsx", workbook_of(data))


def entries(data: bytes) -> None:
    """The tables of a source."""
    source = Source(id="own", title="Own", language="en")
    for name in ("entries.csv", "claims.csv"):
        _file(f"source/{name}", data)
    with refusing():
        load_tables(_folder() / "source", source)
    (_folder() / "source/claims.csv").unlink()
    with refusing():
        tables = load_tables(_folder() / "source", source)
        assert all(entry.line >= 1 for entry in tables.entries)


def decisions(data: bytes) -> None:
    """Decisions; those that hold name a finding, a verdict and a reason."""
    with refusing():
        for decision in load_decisions(_file("decisions.toml", data)):
            assert decision.finding
            assert decision.reason
            assert decision.line >= 1
            assert len(decision.token) == 8
            decision.holds("2024-01-31")


def workspace(data: bytes) -> None:
    """The files that a workspace is declared in."""
    root = _folder() / "workspace"
    good = {
        "reconcile.toml": b"",
        "sources/own/source.toml": b'title = "Own"\nlanguage = "en"\n',
        "reports/own/report.toml": b'title = "Own"\nsources = ["own"]\n',
    }
    for name in good:
        for each, text in good.items():
            _file(f"workspace/{each}", data if each == name else text)
        with refusing():
            for source in load(root).sources.values():
                if source.reader:
                    reader_options(source)


def reports(data: bytes) -> None:
    """JSON reports and baselines."""
    path = _file("report.json", data)
    with refusing():
        load_baseline(path)
    with refusing():
        told = difference(path, path)
        assert not told.new
        assert not told.fixed


def gazetteers(data: bytes) -> None:
    """Dumps of GeoNames, and Natural Earth: rows that are broken are told, not fatal."""
    path = _file("dump.txt", data)
    with refusing():
        list(dumps.spots(path, Malformed(), han=True))
    with refusing():
        list(dumps.alternates(path, Malformed()))
    with refusing():
        list(natural_earth.spots(_file("earth.geojson", data), Malformed()))


def queries(data: bytes) -> None:
    """What a client of the reconciliation service sends: a query, or a refusal below 500."""
    text = text_of(data)
    readers: tuple[Callable[[Any], object], ...] = (wire.queries, wire.extension, draft.queries)
    for read in readers:
        _asked(lambda read=read: read(wire.from_json(data, "queries")))
    _asked(lambda: request.single({"query": text}))
    _asked(lambda: wire.limit_of(wire.from_json(text, "limit"), "limit"))
    fields: dict[str, str] = {}
    try:
        fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return
    if "query" in fields:
        _asked(lambda: request.single(fields))


def _asked(ask: Callable[[], object]) -> None:
    try:
        repr(ask())
    except ReconcileError as error:
        check_refusal(error, most=499)
        json.dumps([error.message, error.where, error.hint])
