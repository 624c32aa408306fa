"""A workspace: the folder whose `reconcile.toml` (or `pyproject.toml`) says what is compared.

    reconcile.toml        settings; may be empty
    sources/<id>/         source.toml and the tables read from the original
    reports/<name>/       report.toml, and the generated report
    schemas/              Pandera models, loaded by path

Reading it checks every key: a typing error in a configuration file is an error, never a default.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from reconcile.errors import ConfigurationError
from reconcile.kinds import BY_NAME, is_own
from reconcile.model import RELATIONS, SEVERITIES, AsOf, Severity, Source
from reconcile.settings import TomlTable

SETTINGS_FILE = "reconcile.toml"
_WORD = re.compile(r"[a-z][a-z-]*")
ORDER_COLUMNS = ("ordinal", "date", "-date", "name", "-name", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `reconcile.toml` sets; every departure from a default carries its reason.

    Attributes:
        severities: Kind of finding to severity.
        ignore: (source, kind) pairs that are left out, with the reason.
        thresholds: `match`: the confidence in [0, 1] from which a pair is a match.
        contact: Address or page that `fetch` tells the servers it asks, so that they can complain.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignore: Mapping[tuple[str, str], str] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfig:
    """What `report.toml` declares: whose lists are compared, about whom, as of which day."""

    name: str
    title: str
    sources: tuple[str, ...]  # in order of precedence
    subjects: tuple[str, ...] = ()  # empty: all
    subject_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace with its sources and reports, by name, sorted.

    `folders` holds the sources whose tables are not in their usual folder: earlier states.
    """

    root: Path
    settings: Settings
    sources: Mapping[str, Source]
    reports: Mapping[str, ReportConfig]
    folders: Mapping[str, Path] = field(default_factory=dict)

    def source_folder(self, source_id: str) -> Path:
        """The folder of a source's tables."""
        return self.folders.get(source_id, self.root / "sources" / source_id)

    def report_folder(self, name: str) -> Path:
        """The folder of a report's configuration and of what is generated from it."""
        return self.root / "reports" / name


def find(start: Path | None = None, *, complete: bool = True) -> Workspace:
    """The workspace that holds `start` (default: the current folder), looking upwards.

    Args:
        start: Where to begin.
        complete: Whether each source that a report or another source names must be there.

    Raises:
        ConfigurationError: There is none, or one of its files says something wrong.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file() or _declares_workspace(folder / "pyproject.toml"):
            return load(folder, complete=complete)
    raise ConfigurationError(
        f"no workspace here: neither {SETTINGS_FILE} nor a pyproject.toml with [tool.reconcile] "
        f"was found in {here} or above it",
        hint="Start one with `reconcile init DIR`, or get the worked example with "
        "`reconcile init --example sister-cities DIR`, and run the command there "
        "(or pass --workspace DIR).",
    )


def load(root: Path, *, complete: bool = True) -> Workspace:
    """The workspace in `root`, every file of it checked; `complete` as for `find`.

    Raises:
        ConfigurationError: A file is missing or says something wrong; the message names the line.
    """
    settings = _settings(root)
    sources = {p.parent.name: _source(p) for p in sorted(root.glob("sources/*/source.toml"))}
    reports = {p.parent.name: _report(p) for p in sorted(root.glob("reports/*/report.toml"))}
    if complete:
        for report in reports.values():
            path = root / "reports" / report.name / "report.toml"
            _expect(sources, path, "sources", report.sources)
        for source in sources.values():
            _expect(sources, root / "sources" / source.id / "source.toml", "cites", source.cites)
    return Workspace(root=root, settings=settings, sources=sources, reports=reports)


def _expect(sources: Mapping[str, object], path: Path, key: str, named: Iterable[str]) -> None:
    for id in named:
        if id not in sources:
            error = TomlTable.at(path).problem(
                key, f'"{id}" is no source of this workspace', tuple(sources)
            )
            error.hint = f"{error.hint} Add it: reconcile read --suggest FILE --write {id}".lstrip()
            raise error


def _declares_workspace(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        return "reconcile" in tomllib.loads(path.read_text("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _settings(root: Path) -> Settings:
    own = root / SETTINGS_FILE
    if own.is_file():
        table = TomlTable.at(own)
    else:
        table = TomlTable.at(root / "pyproject.toml").inside("tool", "reconcile")
    table.only("severities", "ignore", "thresholds", "fetch")
    severities: dict[str, Severity] = {}
    for kind in table.keys_of("severities"):
        rule = table.table("severities").table(kind).only("severity", "reason")
        if kind not in BY_NAME and not is_own(kind):
            raise table.problem(kind, f'"{kind}" is no kind of finding', tuple(BY_NAME))
        rule.text("reason", required=True)
        severity = rule.choice("severity", SEVERITIES)
        severities[kind] = severity
    ignore: dict[tuple[str, str], str] = {}
    for rule in table.tables("ignore"):
        rule.only("source", "kind", "reason")
        kind = rule.text("kind")
        kind = kind if is_own(kind) else rule.choice("kind", tuple(BY_NAME))
        ignore[rule.text("source", required=True), kind] = rule.text("reason", required=True)
    thresholds: dict[str, float] = {}
    for name in table.keys_of("thresholds"):
        if name != "match":
            raise table.problem(name, f'"{name}" is no threshold', ("match",))
        rule = table.table("thresholds").table(name).only("value", "reason")
        rule.text("reason", required=True)
        thresholds[name] = rule.fraction("value")
    contact = table.table("fetch").only("contact").text("contact")
    return Settings(severities=severities, ignore=ignore, thresholds=thresholds, contact=contact)


def _source(path: Path) -> Source:
    table = TomlTable.at(path).only(
        "title", "language", "publisher", "url", "licence", "subject", "as_of", "retrieved",
        "original_sha256", "schema", "relations", "order", "cites", "reader",
    )  # fmt: skip
    return Source(
        id=path.parent.name,
        title=table.text("title", required=True),
        language="zh" if table.choice("language", ("zh", "en")) == "zh" else "en",
        publisher=table.text("publisher"),
        url=table.text("url"),
        licence=table.text("licence"),
        subject=table.text("subject"),
        as_of=as_of(table),
        retrieved=table.date("retrieved"),
        original_sha256=table.text("original_sha256"),
        schema=table.text("schema"),
        relations=_relations(table),
        order=table.choices("order", ORDER_COLUMNS),
        cites=table.texts("cites"),
        reader=table.raw("reader"),
    )


def _relations(table: TomlTable) -> tuple[str, ...]:
    """The relations that a source lists in full: the usual words, or a domain's own.

    A word that is nearly a usual one is a typing error; any other is taken for a domain's own.
    """
    for word in table.texts("relations"):
        if word not in RELATIONS and (
            not _WORD.fullmatch(word) or get_close_matches(word, RELATIONS, n=1, cutoff=0.75)
        ):
            raise table.problem("relations", f'"{word}" is not known here', RELATIONS)
    return table.texts("relations")


def as_of(table: TomlTable) -> AsOf:
    """When a source or an earlier state of it spoke."""
    if isinstance(table.data.get("as_of"), dict):
        bounds = table.table("as_of").only("earliest", "latest")
        return AsOf(earliest=bounds.date("earliest"), latest=bounds.date("latest"))
    day = table.date("as_of")
    return AsOf(earliest=day, latest=day)


def _report(path: Path) -> ReportConfig:
    table = TomlTable.at(path).only("title", "sources", "subjects", "subject_names", "date")
    names = table.table("subject_names")
    sources = table.texts("sources", required=True)
    repeated = _first_repeated(sources)
    if repeated:
        raise table.problem("sources", f'"{repeated}" is named twice', ())
    return ReportConfig(
        name=path.parent.name,
        title=table.text("title", required=True),
        sources=sources,
        subjects=table.texts("subjects"),
        subject_names={subject: names.texts(subject) for subject in names.data},
        date=table.date("date"),
    )


def _first_repeated(values: Sequence[str]) -> str:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return ""


__all__ = ["ReportConfig", "Settings", "Workspace", "find", "load"]
