"""Running the application: a socket, uvicorn, signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reconcile.service.settings import ServiceSettings
    from reconcile.workspace import Workspace


def serve(
    workspace: Workspace, settings: ServiceSettings, *, port: int, say: Callable[[str], None]
) -> int:
    """Serve a workspace until a signal ends it; the exit code."""
    import uvicorn

    from reconcile.service.app import create_app

    say(f"serving {workspace.root} at http://{settings.host}:{port}/")
    uvicorn.run(create_app(workspace, settings=settings), host=settings.host, port=port)
    return 0
