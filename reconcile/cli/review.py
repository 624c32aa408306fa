"""`reconcile review`: the review page in the browser."""

from __future__ import annotations

import click

from reconcile.cli import serve_options as shared
from reconcile.cli.run import Run


@click.command(short_help="Decide findings in the browser.")
@click.argument("report", default="", metavar="[REPORT]")
@shared.port_option
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
@click.pass_obj
def command(run: Run, *, report: str, port: int, no_open: bool) -> int:
    """Open the review page of REPORT in the browser, served from this machine to it alone.

    It needs the extra `service`. Decisions are written into decisions.toml as they are made.
    """
    workspace = run.workspace()
    from reconcile.api.inputs import known
    from reconcile.service.serve import serve
    from reconcile.service.settings import settings_of

    if report:
        known(report, tuple(workspace.reports), "report")

    def ready(address: str) -> None:
        page = f"{address}?report={report}" if report else address
        run.say(f"reviewing {workspace.root} at {page} (Ctrl-C stops it)")
        if not no_open:
            import webbrowser

            webbrowser.open(page)

    settings = settings_of(host="127.0.0.1", token="", today=run.given_day)  # nosec B106
    return serve(workspace, settings, port=port, ready=ready, verbose=-1)
