"""The Reconciliation Service API at /reconcile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

if TYPE_CHECKING:
    from reconcile.service.context import Context


def routes(context: Context) -> APIRouter:
    """What this part answers."""
    del context
    return APIRouter()
