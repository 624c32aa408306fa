"""The merged list and what is made of it: `reconcile export` as Python calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.api.check import check, report
from reconcile.api.inputs import known
from reconcile.errors import UsageError
from reconcile.files import read_bytes

if TYPE_CHECKING:
    from reconcile.exporters import MergedList
    from reconcile.workspace import Workspace

TABLES = ("csv", "xlsx", "json")
LINKED = ("quickstatements", "mismatch")  # they need Q-ids
FORMS = (*TABLES, "package", *LINKED)


def merged(workspace: Workspace, name: str = "", *, today: str = "") -> MergedList:
    """The merged list of a report: one row per relationship, each value with its reason.

    Args:
        workspace: The workspace.
        name: Name of the report; not needed where there is only one.
        today: The day of the run; else the report's own date, as in the committed report.

    Raises:
        UsageError: No such report, or several and none named.
    """
    from reconcile.exporters import merge
    from reconcile.gazetteer import Gazetteer

    chosen = known(name, tuple(workspace.reports), "report") if name else _only(workspace)
    checked = (check if today else report)(workspace, [chosen] if chosen else [], today=today)[0]
    sources = [workspace.sources[summary.id] for summary in checked.sources]
    return merge(checked, sources, known_names=cache(Gazetteer.default().names))


def export(
    workspace: Workspace,
    name: str = "",
    *,
    form: str = "csv",
    today: str = "",
    qids: Path | None = None,
) -> str | bytes:
    """The merged list in one of `FORMS` but `package`: bytes for `xlsx`, else text.

    Args:
        workspace: The workspace.
        name: Name of the report; not needed where there is only one.
        form: `csv`, `xlsx`, `json`, `quickstatements` or `mismatch`.
        today: The day of the run; else the report's own date.
        qids: A CSV table `id,qid`, for the last two.

    Raises:
        UsageError: No such report or form, or a table of Q-ids that is missing or wrong.
    """
    from reconcile.exporters import table, wikidata

    known(form, (*TABLES, *LINKED), "form of the merged list")
    if form in LINKED:
        found = load_qids(qids, form)
        make = wikidata.quickstatements if form == "quickstatements" else wikidata.mismatches
        return make(merged(workspace, name, today=today), found)
    makers: dict[str, Callable[[MergedList], str | bytes]] = {
        "csv": table.as_csv,
        "xlsx": table.as_xlsx,
        "json": table.as_json,
    }
    return makers[form](merged(workspace, name, today=today))


def package(workspace: Workspace, name: str = "", *, today: str = "") -> Mapping[str, str]:
    """The report as related CSV tables with `datapackage.json` and `csv-metadata.json`, by name."""
    from reconcile.exporters.package import package_files

    return package_files(merged(workspace, name, today=today))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, and what it is silent about.

    Attributes:
        text: The letter, ready to send.
        not_told: How many open findings about the source, by kind, no publisher can correct.
    """

    text: str
    not_told: Mapping[str, int]


def letter(
    workspace: Workspace, source: str, name: str = "", *, by: str = "", today: str = ""
) -> Letter:
    """A letter to a source's publisher with the corrections suggested, in the source's language.

    Raises:
        UsageError: The report does not compare the source.
    """
    from reconcile.exporters import letter as letters

    found = merged(workspace, name, today=today)
    known(source, [each.id for each in found.sources], "source of this report")
    declared = workspace.sources[source]
    return Letter(
        text=letters.letter(found, declared, by=by), not_told=letters.not_told(found, declared)
    )


def load_qids(path: Path | None, form: str) -> Mapping[str, str]:
    """The Q-ids of a user's table.

    Raises:
        UsageError: None was given, or it is wrong.
        UnreadableError: It cannot be read.
    """
    from reconcile.exporters.wikidata import read_qids
    from reconcile.reading import decode

    if path is None:
        raise UsageError(
            f"{form} needs a table of Q-ids",
            hint="Give one: --qids FILE.csv, with the columns id (of a partner, such as "
            "geonames:633679, the name of a subject, or the id of a source) and qid.",
        )
    return read_qids(decode(read_bytes(path), where=str(path)), str(path))


def _only(workspace: Workspace) -> str:
    """The only report, or '' where there is none (which `check` tells)."""
    if len(workspace.reports) > 1:
        raise UsageError(
            f"there are several reports: {', '.join(workspace.reports)}",
            hint="Name one of them.",
        )
    return next(iter(workspace.reports), "")
