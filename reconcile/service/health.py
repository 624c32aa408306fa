"""For whoever runs the service: is it alive, is it ready, what does it count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from reconcile.errors import ReconcileError
from reconcile.service.metrics import MEDIA_TYPE

if TYPE_CHECKING:
    from reconcile.service.context import Context
    from reconcile.service.metrics import Metrics


def routes(context: Context, metrics: Metrics) -> APIRouter:
    """`/healthz`, `/healthz/live`, `/healthz/ready`, `/metrics`."""
    router = APIRouter()

    @router.get("/healthz/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/healthz")
    @router.get("/healthz/ready")
    async def ready() -> JSONResponse:
        why = _not_ready(context)
        if why:
            return JSONResponse({"status": "not ready", "why": why}, status_code=503)
        return JSONResponse({"status": "ready"})

    @router.get("/metrics")
    def count() -> Response:
        return Response(metrics.text(), media_type=MEDIA_TYPE)

    return router


def _not_ready(context: Context) -> str:
    # Who asks here needs no token, so the reason names no file of the workspace.
    if context.stopping.is_set():
        return "stopping"
    if not context.warm:
        return "starting"
    try:
        context.workspace()
    except ReconcileError as error:
        return f"the workspace cannot be read ({type(error).__name__})"
    return ""
