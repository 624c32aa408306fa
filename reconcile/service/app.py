"""The application: what is served where, and what stands around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from reconcile import __version__
from reconcile.service import background, health, login, recon, rest, review
from reconcile.service.context import Context
from reconcile.service.errors import answer_errors
from reconcile.service.guard import stand_guard
from reconcile.service.metrics import Metrics
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
    metrics = Metrics()
    metrics.gauge("requests_computing", "Requests in the pool of processes", context.requests.busy)
    metrics.gauge("jobs_running", "Jobs that compute", lambda: context.jobs.count("running"))
    metrics.gauge("jobs_waiting", "Jobs that wait", lambda: context.jobs.count("waiting"))
    app = FastAPI(
        title="reconcile",
        summary="Align Chinese and English lists of the same places",
        description=rest.ABOUT,
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its page would load scripts from elsewhere; /api/docs is ours
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.context = context
    answer_errors(app)
    stand_guard(app, settings, metrics)
    app.include_router(rest.routes(context), prefix="/api")
    # What follows answers other specifications, so it stays out of our OpenAPI document.
    app.include_router(health.routes(context, metrics), include_in_schema=False)
    app.include_router(login.routes(context), include_in_schema=False)
    app.include_router(recon.routes(context), prefix="/reconcile", include_in_schema=False)
    app.include_router(review.routes(context), include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context: Context = app.state.context
    if context.settings.warm:
        # Beside the first requests, which are answered meanwhile, only slower.
        background.start(context.start, name="warm")
    else:
        context.warm = True
    try:
        yield
    finally:
        context.stop()
