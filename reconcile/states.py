"""The states of a source: what it says now, and what it said before.

    sources/<id>/source.toml, entries.csv, ...        what it says now
    sources/<id>/history/<name>/snapshot.toml         when an earlier state spoke: as_of,
                                                      retrieved, original_sha256, url
    sources/<id>/history/<name>/entries.csv, ...      its tables, as any source's

A state speaks from the last day that its `as_of` allows: 2018-12 from 2018-12-31, {earliest,
latest} from `latest`; bounds without `latest` from `earliest`, since nothing better is known. A
state without `as_of` speaks from the day on which it was retrieved.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reconcile.errors import UnreadableError
from reconcile.model import AsOf, Source, Tables
from reconcile.reading.tables import load_tables, write_tables
from reconcile.settings import TomlTable, shown
from reconcile.workspace import Workspace, as_of

FOLDER, FILE = "history", "snapshot.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a source says or said.

    Attributes:
        source: Its declaration, with the dates of this state.
        folder: Where the tables of this state are.
        current: Whether it is what the source says now, as far as the workspace knows.
    """

    source: Source
    folder: Path
    current: bool

    @property
    def since(self) -> str:
        """The day from which the state speaks, ISO; '' where none is known."""
        return speaks_since(self.source)

    @property
    def text(self) -> str:
        """When the state spoke, for a person."""
        if self.source.as_of.text:
            return self.source.as_of.text
        return f"retrieved {self.source.retrieved}" if self.source.retrieved else "no date"

    def tables(self) -> Tables:
        """Its rows."""
        return load_tables(self.folder, self.source)


def states(workspace: Workspace, source_id: str) -> tuple[State, ...]:
    """The states of a source, oldest first, the current one last.

    Raises:
        ConfigurationError: A snapshot.toml says something wrong.
        UnreadableError: A folder of the history has no snapshot.toml.
    """
    source = workspace.sources[source_id]
    history = workspace.root / "sources" / source_id / FOLDER
    earlier = [_state(folder, source) for folder in sorted(history.glob("*")) if folder.is_dir()]
    current = State(source=source, folder=workspace.source_folder(source_id), current=True)
    return (*sorted(earlier, key=lambda state: (state.since, state.folder.name)), current)


def workspace_at(workspace: Workspace, day: str) -> tuple[Workspace, Mapping[str, str]]:
    """The workspace as its sources spoke on a day.

    Args:
        workspace: With its sources as they speak now.
        day: ISO, whole.

    Returns:
        The workspace in which each source is its latest state that spoke by then, and the sources
        that had not spoken by then, each with the reason.
    """
    chosen: dict[str, State] = {}
    silent: dict[str, str] = {}
    for source_id in workspace.sources:
        known = states(workspace, source_id)
        spoken = [state for state in known if state.since and state.since <= day]
        if spoken:
            chosen[source_id] = max(spoken, key=lambda state: (state.since, state.current))
        else:
            silent[source_id] = _why_silent(known, day)
    past = replace(
        workspace,
        sources={
            name: chosen[name].source if name in chosen else source
            for name, source in workspace.sources.items()
        },
        folders={name: state.folder for name, state in chosen.items()},
    )
    return past, silent


def record(workspace: Workspace, source_id: str, *, today: str) -> Path:
    """Keep what a source says now as a state of its history, and return the new folder.

    A state that says neither when it spoke nor when it was retrieved is kept as no later than
    today.
    """
    source = workspace.sources[source_id]
    history = workspace.root / "sources" / source_id / FOLDER
    dated = source if speaks_since(source) else replace(source, as_of=AsOf(latest=today))
    name = dated.as_of.latest or dated.as_of.earliest or dated.retrieved
    folder = history / name
    number = 1
    while folder.exists():
        number += 1
        folder = history / f"{name}-{number}"
    write_tables(folder, load_tables(workspace.source_folder(source_id), source))
    (folder / FILE).write_text(_snapshot_text(dated), encoding="utf-8", newline="\n")
    return folder


def speaks_since(source: Source) -> str:
    """The day from which a state speaks, ISO; '' where neither as_of nor retrieved is known.

    Example:
        >>> speaks_since(Source(id="a", title="A", language="en", as_of=AsOf(earliest="2018-12")))
        '2018-12-31'
    """
    return last_day(source.as_of.latest or source.as_of.earliest or source.retrieved)


def last_day(date: str) -> str:
    """The last day of a year, month or day.

    Example:
        >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-03"), last_day("")
        ('2024-12-31', '2024-02-29', '2024-02-03', '')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date


def _why_silent(known: tuple[State, ...], day: str) -> str:
    dated = [state for state in known if state.since]
    if not dated:
        return "says neither as_of nor retrieved in its source.toml, so nobody knows when it spoke"
    first = min(dated, key=lambda state: state.since)
    return f"had not spoken by {day}; the earliest state kept here is of {first.text}"


def _state(folder: Path, source: Source) -> State:
    path = folder / FILE
    if not path.is_file():
        raise UnreadableError(
            f"has no {FILE}, so nobody knows when it spoke",
            where=shown(folder),
            hint=f'Write {FILE} with a line such as as_of = "2019-03-10", or remove the folder.',
        )
    table = TomlTable.at(path).only("as_of", "retrieved", "original_sha256", "url")
    dated = replace(
        source,
        as_of=as_of(table),
        retrieved=table.date("retrieved"),
        original_sha256=table.text("original_sha256"),
        url=table.text("url") or source.url,
    )
    if not speaks_since(dated):
        raise table.problem("as_of", "is missing; a state of the history needs its date", ())
    return State(source=dated, folder=folder, current=False)


def _snapshot_text(source: Source) -> str:
    import tomlkit

    made = tomlkit.document()
    made.add(tomlkit.comment("What the source said before; reconcile.states tells how it is used."))
    when = as_of_item(source.as_of)
    for key, value in (
        ("as_of", when),
        ("retrieved", date_item(source.retrieved)),
        ("original_sha256", source.original_sha256),
        ("url", source.url),
    ):
        if value:
            made.add(key, tomlkit.item(value))
    return made.as_string()


def as_of_item(when: AsOf) -> object:
    """When a state spoke, as TOML writes it: a date, or a table of bounds."""
    import tomlkit

    if when.earliest == when.latest:
        return date_item(when.earliest)
    bounds = tomlkit.inline_table()
    for key, date in (("earliest", when.earliest), ("latest", when.latest)):
        if date:
            bounds[key] = date_item(date)
    return bounds


def date_item(date: str) -> object:
    """A date as TOML writes it: whole ones are dates of their own, others are strings."""
    import datetime

    return datetime.date.fromisoformat(date) if len(date) == 10 else date
