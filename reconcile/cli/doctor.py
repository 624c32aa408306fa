"""`reconcile doctor`: what is wrong with this installation or workspace."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reconcile.cli.output import form_option, write_stdout
from reconcile.cli.progress import waiting
from reconcile.cli.run import Run

if TYPE_CHECKING:
    from reconcile.examination import Diagnosis

_MARKS = {"fine": "ok", "note": "note", "wrong": "WRONG"}


@click.command(short_help="What is wrong with this installation or workspace.")
@form_option
@click.pass_obj
def command(run: Run, *, form: str) -> int:
    """Examine the libraries, the tables that travel with the package, and the workspace.

    Exit code 1 where something is wrong; a workspace is examined only where there is one.
    """
    with waiting(run, "examining"):
        from reconcile.examination import doctor

        found = doctor(run.folder, today=run.given_day)
    write_stdout(_json(found) if form == "json" else _text(found))
    return int(any(diagnosis.state == "wrong" for diagnosis in found))


def _text(found: tuple[Diagnosis, ...]) -> str:
    lines = []
    for diagnosis in found:
        lines.append(f"{_MARKS[diagnosis.state]:6} {diagnosis.about}: {diagnosis.text}")
        lines += [f"       {line}" for line in diagnosis.advice.splitlines()]
    wrong = sum(diagnosis.state == "wrong" for diagnosis in found)
    lines += ["", f"{wrong} things are wrong" if wrong != 1 else "1 thing is wrong"]
    if not wrong:
        lines[-1] = "nothing is wrong"
    return "\n".join(lines) + "\n"


def _json(found: tuple[Diagnosis, ...]) -> str:
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2) + "\n"
