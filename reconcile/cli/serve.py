"""`reconcile serve`: the service."""

from __future__ import annotations

from pathlib import Path

import click

from reconcile.cli import serve_options as shared
from reconcile.cli.run import Run


@click.command(short_help="The service: review page, Reconciliation API, REST API.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on. Beyond this machine (0.0.0.0) a token is asked for.",
)
@shared.port_option
@click.option(
    "--token-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File with the token that clients must show; otherwise the variable RECONCILE_TOKEN.",
)
@click.option("--insecure-no-auth", is_flag=True, help="Let everyone in who can reach the address.")
@click.option(
    "--open-reconcile",
    is_flag=True,
    help="Ask for no token at /reconcile, since OpenRefine cannot send one.",
)
@click.option(
    "--allow-host",
    "hosts",
    metavar="NAME",
    multiple=True,
    help="A name under which the service is called, as in the Host header. Repeatable.",
)
@click.option(
    "--rate",
    metavar="N",
    type=click.FloatRange(min=0),
    help="Requests per second of one client in the long run, 0 for any number; otherwise 20 "
    "beyond this machine, and any number on it.",
)
@click.pass_obj
def command(
    run: Run,
    *,
    host: str,
    port: int,
    token_file: Path | None,
    insecure_no_auth: bool,
    open_reconcile: bool,
    hosts: tuple[str, ...],
    rate: float | None,
) -> int:
    """Serve the workspace: review page at /, Reconciliation API at /reconcile, REST API at /api.

    It needs the extra `service`. Only this machine can reach it unless --host says otherwise.
    """
    workspace = run.workspace()
    from reconcile.service.settings import settings_of

    settings = settings_of(
        host=host,
        token=shared.token(token_file),
        insecure_no_auth=insecure_no_auth,
        open_reconcile=open_reconcile,
        hosts=hosts,
        rate=rate,
        today=run.given_day,
    )
    from reconcile.service.serve import serve

    def ready(address: str) -> None:
        run.say(f"serving {workspace.root} at {address} (Ctrl-C stops it)")

    return serve(workspace, settings, port=port, ready=ready, verbose=run.verbose)
