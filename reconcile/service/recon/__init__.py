"""The Reconciliation Service API at /reconcile: what OpenRefine and its kin connect to.

/reconcile              the gazetteer and all sources; versions 0.1 and 0.2
/reconcile/<source>     one source as an authority list
/reconcile/v1[/<source>]  the same in version 1.0-draft

wire.py, draft.py   JSON to queries, candidates to JSON, by version of the protocol
answers.py          how queries are answered from a list; deciding.py: types, conditions, the match
places.py           the gazetteer as such a list (authority.py); partners.py: a source as one
authorities.py      the lists of this workspace, made anew where its files change
endpoints.py        the addresses (request.py, cross_origin.py: CORS, JSONP, errors)
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fastapi import APIRouter

from reconcile.errors import ReconcileError
from reconcile.service import background
from reconcile.service.recon.authorities import Authorities
from reconcile.service.recon.cross_origin import METHODS
from reconcile.service.recon.endpoints import Endpoints
from reconcile.service.recon.values import Query

if TYPE_CHECKING:
    from fastapi import FastAPI

    from reconcile.service.context import Context


def routes(context: Context) -> APIRouter:
    """What this part answers, below the prefix that it is given."""
    authorities = Authorities(context)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if context.settings.warm:
            background.start(_warm, authorities, name="warm reconcile")
        yield

    router = APIRouter(lifespan=lifespan)
    for path, handler in Endpoints(context, authorities).addresses():
        router.add_api_route(path, handler, methods=list(METHODS), response_model=None)
    return router


def _warm(authorities: Authorities) -> None:
    """Load what the first queries need, beside them."""
    with suppress(ReconcileError):  # it is told again to whoever asks
        authorities.get("").answer([Query(name="广州"), Query(name="Turku")])
