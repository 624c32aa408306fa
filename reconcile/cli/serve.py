"""`reconcile serve`: the service."""

from __future__ import annotations

import click

from reconcile.cli.run import Run


@click.command(short_help="The service: review page, Reconciliation API, REST API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.pass_obj
def command(run: Run, *, host: str, port: int) -> int:
    """Serve the workspace: review page at /, Reconciliation API at /reconcile, REST API at /api.

    It needs the extra `service`.
    """
    workspace = run.workspace()
    from reconcile.service.serve import serve
    from reconcile.service.settings import ServiceSettings

    return serve(workspace, ServiceSettings(host=host, today=run.given_day), port=port, say=run.say)
