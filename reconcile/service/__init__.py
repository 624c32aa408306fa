"""The service: a workspace over HTTP. `create_app(workspace)` gives an ASGI application.

    app.py        puts the parts together: what is served where, errors, the guards around it
    context.py    what all parts share: the workspace as it is now, its reports, the gazetteer
    settings.py   what the operator set: addresses, token, limits
    styled.py     small pages that bring their style along
    recon/        the Reconciliation API at /reconcile
    review/       the page for curators at /
    rest/         the REST API at /api

A part is a package with `routes(context)`, which gives an `APIRouter`; parts are strangers to one
another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.service.app import create_app

__all__ = ["create_app"]  # imported when asked for, since FastAPI takes its time


def __getattr__(name: str) -> object:
    if name == "create_app":
        from reconcile.service.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
