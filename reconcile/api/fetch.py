"""`reconcile fetch` as a Python call: a source's page, and what changed since it was read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reconcile import __version__
from reconcile.api.inputs import known, today_or
from reconcile.api.read import ReadResult, read_data, write
from reconcile.drifting import Drift, drift
from reconcile.errors import (
    ConfigurationError,
    NothingCheckedError,
    ReconcileError,
    UnreadableError,
)
from reconcile.fetching import Fetch, Limits, Store, Visitor
from reconcile.fetching.addresses import checked_url
from reconcile.fetching.robots import AGENT
from reconcile.fetching.store import validators
from reconcile.files import replace_file
from reconcile.model import AsOf, Source
from reconcile.states import as_of_item, date_item, record
from reconcile.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchResult:
    """What came of one source.

    Attributes:
        source: Its id.
        url: Its page.
        fetch: What was fetched; `None` where nothing could be.
        result: The page as read beside the committed tables; `None` without `[reader]`.
        drift: What changed since the committed tables; `None` where that cannot be told.
        same_bytes: Whether the page is, byte for byte, the original of the committed tables.
        problem: Why there is no drift to tell.
    """

    source: str
    url: str
    fetch: Fetch | None = None
    result: ReadResult | None = None
    drift: Drift | None = None
    same_bytes: bool = False
    problem: ReconcileError | None = None

    @property
    def outcome(self) -> str:
        """`unchanged`, `drift`, `other page` (no reader, and other bytes) or `failed`."""
        if self.problem:
            return "failed"
        if self.drift is None:
            return "unchanged" if self.same_bytes else "other page"
        return "drift" if self.drift else "unchanged"


def fetch(
    workspace: Workspace,
    sources: Sequence[str] = (),
    *,
    write_tables: bool = False,
    today: str = "",
    limits: Limits = Limits(),
) -> tuple[FetchResult, ...]:
    """Fetch the pages of sources and tell what changed: what `reconcile fetch` does.

    Args:
        workspace: The workspace; pages are kept in its folder `.reconcile`.
        sources: Ids; all sources that have a `url` by default.
        write_tables: Put what was read in place of the committed tables, which become a state of
            the source's history, and note the day and the hash in source.toml.
        today: The day of the run, ISO.
        limits: Of time and size.

    Returns:
        One result per source, in the order asked for. What goes wrong with one source is its
        `problem`; the others are fetched all the same.

    Raises:
        UsageError: There is no such source.
        ConfigurationError: A source that was named has no url.
        NothingCheckedError: No source has one.
    """
    names = [known(name, tuple(workspace.sources), "source") for name in sources]
    for name in names:
        if not workspace.sources[name].url:
            raise ConfigurationError(
                "has no url, so nothing can be fetched",
                where=f"sources/{name}/source.toml",
                hint='Add a line such as url = "https://...".',
            )
    names = names or [name for name in workspace.sources if workspace.sources[name].url]
    if not names:
        raise NothingCheckedError(
            "no source has a url, so there is nothing to fetch",
            where=str(workspace.root / "sources"),
            hint='Add a line such as url = "https://..." to a source.toml.',
        )
    day = today_or(today)
    with Visitor(limits=limits, user_agent=user_agent(workspace.settings.contact)) as visitor:
        results = []
        for name in names:
            result = _fetched(workspace, name, visitor)
            if write_tables and not result.problem:
                put_in_place(workspace, result, today=day)
            results.append(result)
    return tuple(results)


def user_agent(contact: str = "") -> str:
    """How we introduce ourselves to servers.

    Example:
        >>> user_agent("lists@example.org").partition(" ")[2]
        '(compares published lists of places; lists@example.org)'
    """
    about = "; ".join(filter(None, ("compares published lists of places", contact)))
    return f"{AGENT}/{__version__} ({about})"


def put_in_place(workspace: Workspace, result: FetchResult, *, today: str) -> None:
    """Make what was fetched the current state of its source.

    The former state goes into the history where the list differs; where only lines moved, it is
    the same state, seen again.
    """
    source = workspace.sources[result.source]
    changes: dict[str, object] = {"retrieved": date_item(today)}
    if result.fetch:
        changes["original_sha256"] = result.fetch.sha256
    if result.result:
        is_new = not (workspace.source_folder(source.id) / "entries.csv").is_file()
        if result.drift and not is_new:
            record(workspace, source.id, today=today)
        if result.drift:
            changes["as_of"] = as_of_item(_spoke(source, today, first=is_new))
        write(workspace, result.result)
    elif not result.same_bytes:
        return  # no reader: the tables are still those of the former page
    _update(workspace, source.id, changes)


def _fetched(workspace: Workspace, source_id: str, visitor: Visitor) -> FetchResult:
    source = workspace.sources[source_id]
    store = Store.of(workspace.root)
    made = FetchResult(source=source_id, url=source.url)
    try:
        checked_url(source.url, where=f"sources/{source_id}/source.toml")
        before = store.last(source_id, source.url)
        page = visitor.get(source.url, known=validators(before))
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        got = store.keep(source_id, page, retrieved=now, before=before)
        made = replace(made, fetch=got, same_bytes=got.sha256 == source.original_sha256)
        if not source.reader:
            return made
        result = read_data(
            workspace, source_id, store.read(got), where=source.url, charset=got.charset
        )
        if result.old.entries and not result.new.entries:
            raise UnreadableError(
                f"holds none of the {len(result.old.entries)} entries, nor any other",
                where=source.url,
                hint="Has its layout changed, or does it ask for a log-in? What came is kept as "
                f".reconcile/snapshots/{got.sha256}.",
            )
        return replace(made, result=result, drift=drift(result.old, result.new))
    except ReconcileError as error:
        error.where = error.where or source.url
        return replace(made, problem=error)


def _spoke(source: Source, today: str, *, first: bool) -> AsOf:
    """When a list that differs from the former one spoke: after that one was seen, by today."""
    if first and source.as_of != AsOf():
        return source.as_of
    seen = source.retrieved or source.as_of.latest or source.as_of.earliest
    if first or not seen or seen >= today:
        return AsOf(earliest=today, latest=today)
    return AsOf(earliest=seen, latest=today)


def _update(workspace: Workspace, source_id: str, changes: dict[str, object]) -> None:
    """Set keys of a source.toml; whatever else stands there stays, comments too."""
    import tomlkit

    path = workspace.root / "sources" / source_id / "source.toml"
    document = tomlkit.parse(path.read_text("utf-8"))
    for key, value in changes.items():
        document[key] = value
    replace_file(path, tomlkit.dumps(document))
