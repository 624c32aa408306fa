"""`reconcile fetch [SOURCE]`: get a source's page and show what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from reconcile.cli.output import form_option, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run

if TYPE_CHECKING:
    from reconcile.api.fetch import FetchResult
    from reconcile.reporters import Style

SCHEMA = "reconcile-fetch/1"


@click.command(short_help="Get a source's page and show what changed.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--write",
    is_flag=True,
    help="Put what was read in place; the former tables become a state of the history.",
)
@form_option
@click.pass_obj
def command(run: Run, *, sources: Sequence[str], write: bool, form: str) -> int:
    """Get the page of SOURCE (all sources with a url by default) and tell what changed.

    The page is kept in .reconcile/snapshots, read by the source's [reader], and compared with the
    committed tables. Exits with 1 on drift, unless --write puts the new tables in place; with 3
    where a page could not be fetched or read.
    """
    workspace = run.workspace()
    with waiting(run, "fetching"):
        from reconcile.api.fetch import fetch

        results = fetch(workspace, sources, write_tables=write, today=run.today)
    if form == "json":
        made = {"schema": SCHEMA, "sources": [_as_dict(each) for each in results]}
        write_stdout(json.dumps(made, ensure_ascii=False, indent=2) + "\n")
    else:
        write_stdout(_text(results, run.style()))
    if write:
        for each in results:
            if each.result and not each.problem:
                run.say(f"written into {workspace.source_folder(each.source)}")
    elif any(each.outcome == "drift" for each in results):
        run.say("`reconcile fetch --write` puts the new tables in place.")
    return _exit_code(results, written=write)


def _exit_code(results: Sequence[FetchResult], *, written: bool) -> int:
    failed = [each.problem.exit_code for each in results if each.problem]
    if failed:
        return max(failed)
    undone = {"other page"} if written else {"drift", "other page"}
    return int(any(each.outcome in undone for each in results))


def _text(results: Sequence[FetchResult], style: Style) -> str:
    from reconcile.reporters.drift import unread_rows, write_drift
    from reconcile.reporters.layout import Page

    page = Page(width=style.width, color=style.color)
    for each in results:
        if style.verbose >= 0:
            for step in each.fetch.redirects if each.fetch else ():
                page.line(f"{each.source}: redirected to {step}", style="dim", hang=2)
            if each.drift is not None:
                write_drift(page, each.drift, verbose=style.verbose)
            unread = each.result.reading.unread if each.result else ()
            if unread and each.drift:
                page.line(f"{len(unread)} lines not read", style="bold yellow", indent=2)
                page.table(unread_rows(unread[: None if style.verbose > 0 else 10]), indent=4)
        page.line(f"{each.source}: {_sentence(each)}", style="bold", hang=2)
        if each.problem and each.problem.hint and style.verbose >= 0:
            page.line(each.problem.hint, indent=2)
    return page.text


def _sentence(each: FetchResult) -> str:
    from reconcile.reporters.drift import sentence

    if each.problem:
        return f"failed; {each.problem.where}: {each.problem.message}"
    assert each.fetch, "without a problem, something was fetched"
    size = f"{each.fetch.bytes:,} bytes"
    if each.drift is None:
        same = "the very page" if each.same_bytes else "another page than the one"
        return f"{same} that its tables were read from ({size}); no [reader] tells what is in it"
    if each.same_bytes and not each.drift:
        return f"unchanged, the very page that its tables were read from ({size})"
    return f"{'drift: ' if each.drift else ''}{sentence(each.drift)} ({size})"


def _as_dict(each: FetchResult) -> dict[str, Any]:
    from reconcile.reporters.drift import as_dict

    got = each.fetch
    return {
        "source": each.source,
        "url": each.url,
        "outcome": each.outcome,
        "problem": str(each.problem) if each.problem else None,
        "redirects": list(got.redirects) if got else [],
        "retrieved": got.retrieved if got else None,
        "sha256": got.sha256 if got else None,
        "bytes": got.bytes if got else None,
        "not_modified": got.unchanged if got else None,
        "same_bytes": each.same_bytes,
        "drift": None if each.drift is None else as_dict(each.drift),
        "unread": [
            {"line": row.line, "why": row.why}
            for row in (each.result.reading.unread if each.result else ())
        ],
    }
