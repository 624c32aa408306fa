"""The application: what is served where, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from reconcile import __version__
from reconcile.service import recon, rest, review
from reconcile.service.context import Context
from reconcile.service.errors import answer_errors
from reconcile.service.settings import ServiceSettings

if TYPE_CHECKING:
    from reconcile.workspace import Workspace


def create_app(workspace: Workspace, *, settings: ServiceSettings = ServiceSettings()) -> FastAPI:
    """The service over a workspace, as an ASGI application.

    Args:
        workspace: From `reconcile.find_workspace` or `load_workspace`; its files are read again
            when they change.
        settings: Addresses, token and limits.

    Returns:
        The application: the review page at `/`, the Reconciliation API at `/reconcile`, the REST
        API at `/api`. Its `state.context` is the `Context` of this service.

    Example:
        uvicorn.run(create_app(reconcile.find_workspace()))
    """
    context = Context(workspace, settings)
    app = FastAPI(
        title="reconcile",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.context = context
    answer_errors(app)
    app.include_router(rest.routes(context), prefix="/api")
    # Their forms are those of other specifications, so they stay out of our OpenAPI document.
    app.include_router(recon.routes(context), prefix="/reconcile", include_in_schema=False)
    app.include_router(review.routes(context), include_in_schema=False)
    return app
