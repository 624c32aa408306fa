"""The addresses of the Reconciliation API: request to values, values to response."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reconcile.errors import UsageError
from reconcile.service.recon import draft, preview, wire
from reconcile.service.recon.cross_origin import cross_origin, json_answer
from reconcile.service.recon.manifest import draft_manifest, manifest
from reconcile.service.recon.request import (
    address_of,
    body_of,
    form_of,
    id_of,
    kind_of,
    number_of,
    single,
)
from reconcile.service.recon.suggest import LARGEST, PAGE, extended, flyout, proposals, suggestions
from reconcile.service.work.errors import NotFoundError

if TYPE_CHECKING:
    from reconcile.service.context import Context
    from reconcile.service.recon.answers import Answers
    from reconcile.service.recon.authorities import Authorities
    from reconcile.service.recon.cross_origin import Handler
    from reconcile.service.recon.values import Candidate, Entity, Query

_GET, _POST, _BOTH = ("GET",), ("POST",), ("GET", "POST")


class Endpoints:
    """The handlers of one service, for the gazetteer and for each source alike."""

    def __init__(self, context: Context, authorities: Authorities) -> None:
        self._context = context
        self._authorities = authorities

    def addresses(self) -> list[tuple[str, Handler]]:
        """Paths below `/reconcile`, the most particular first, each with what answers it."""
        common = [
            ("/suggest/{kind}", self.suggest, _GET),
            ("/flyout/{kind}", self.flyout, _GET),
            ("/preview", self.preview, _GET),
            ("/view", self.view, _GET),
            ("/about", self.about, _GET),
        ]
        old = [
            ("", self.root, _BOTH),
            ("/", self.root, _BOTH),
            ("/properties", self.propose, _GET),
            *common,
        ]
        new = [
            ("", self.draft_root, _GET),
            ("/", self.draft_root, _GET),
            ("/match", self.draft_match, _POST),
            ("/extend", self.draft_extend, _POST),
            ("/extend/propose", self.propose, _GET),
            *common,
        ]
        order = (("/v1", new), ("", old), ("/v1/{source}", new), ("/{source}", old))
        found = [
            (prefix + path, cross_origin(handler, methods))
            for prefix, some in order
            for path, handler, methods in some
        ]
        return [*found, ("/{rest:path}", cross_origin(self.nothing, _BOTH))]

    # --- versions 0.1 and 0.2 --------------------------------------------------------------------

    async def root(self, request: Request) -> Response:
        """The manifest, or the answer to `queries`, `query` or `extend`."""
        answers = await self._answers(request)
        sent = {**request.query_params, **await form_of(request)}
        if "extend" in sent:
            ids, wanted = wire.extension(wire.from_json(sent["extend"], "extend"))
            return json_answer(request, await self._context.run(extended, answers, ids, wanted))
        if "queries" in sent:
            batch = wire.queries(wire.from_json(sent["queries"], "queries"))
            found = await self._found(answers, list(batch.values()))
            results = {key: wire.result(some) for key, some in zip(batch, found, strict=True)}
            return json_answer(request, results)
        if "query" in sent:  # a single one, as clients before version 0.1 send it
            (some,) = await self._found(answers, [single(sent)])
            return json_answer(request, wire.result(some))
        if request.method == "POST":
            raise UsageError("the form has neither `queries` nor `extend`", where="body")
        told = manifest(answers.authority, address_of(request))
        return json_answer(request, told | self._authentication())

    async def suggest(self, request: Request) -> Response:
        """Suggestions for a prefix."""
        answers, sent = await self._answers(request), request.query_params
        kind = kind_of(request)
        prefix = wire.text_of(sent.get("prefix", ""), "prefix")
        most = number_of(request, "limit", PAGE) or PAGE
        after = number_of(request, "cursor", number_of(request, "offset", 0) or 0) or 0
        found = await self._context.run(
            suggestions, answers, kind, prefix, most=min(most, LARGEST), after=after
        )
        return json_answer(request, {"result": found})

    async def flyout(self, request: Request) -> Response:
        """A few words of HTML about one entity, property or type."""
        answers, id = await self._answers(request), id_of(request)
        told = await self._context.run(flyout, answers, kind_of(request), id)
        if told is None:
            raise NotFoundError(f'nothing here has the id "{id}"', where="id")
        return json_answer(request, told)

    async def propose(self, request: Request) -> Response:
        """The properties that a data extension may ask for."""
        answers = await self._answers(request)
        most = number_of(request, "limit", None)
        told: dict[str, object] = {"properties": proposals(answers, most)}
        told["type"] = wire.text_of(request.query_params.get("type", ""), "type")
        if most is not None:
            told["limit"] = most
        return json_answer(request, told)

    async def preview(self, request: Request) -> Response:
        """The little page about one entity."""
        return await self._page(request, preview.preview)

    async def view(self, request: Request) -> Response:
        """The whole page about one entity."""
        return await self._page(request, preview.view)

    async def about(self, request: Request) -> Response:
        """What the list is, for people."""
        answers = await self._answers(request)
        address = address_of(request)
        page = await self._context.run(preview.about, answers, address)
        return HTMLResponse(page, headers={"Content-Security-Policy": preview.POLICY})

    async def nothing(self, request: Request) -> Response:
        """A path that leads nowhere."""
        raise NotFoundError("nothing is served here", where=request.url.path[:200])

    # --- version 1.0-draft -----------------------------------------------------------------------

    async def draft_root(self, request: Request) -> Response:
        """The manifest of version 1.0-draft."""
        answers = await self._answers(request)
        told = draft_manifest(answers.authority, address_of(request))
        return json_answer(request, told | self._authentication())

    async def draft_match(self, request: Request) -> Response:
        """The answer to a query batch."""
        answers = await self._answers(request)
        batch = draft.queries(wire.from_json(await body_of(request), "body"))
        return json_answer(request, draft.results(await self._found(answers, batch)))

    async def draft_extend(self, request: Request) -> Response:
        """The answer to a data extension query."""
        answers = await self._answers(request)
        ids, wanted = wire.extension(wire.from_json(await body_of(request), "body"), "body")
        told = await self._context.run(extended, answers, ids, wanted)
        return json_answer(request, draft.extension(told))

    # --- what they share -------------------------------------------------------------------------

    def _authentication(self) -> dict[str, object]:
        """How a client shows the token, where it must."""
        settings = self._context.settings
        if not settings.token or settings.open_reconcile:
            return {}
        return {"authentication": {"type": "apiKey", "in": "header", "name": "Authorization"}}

    async def _answers(self, request: Request) -> Answers:
        source = request.path_params.get("source", "")
        # What is at hand is answered here: a thread of its own would cost more than the answer.
        known = self._authorities.at_once(source)
        if known is not None:
            return known
        return await self._context.run(self._authorities.get, source)

    async def _found(
        self, answers: Answers, queries: Sequence[Query]
    ) -> list[tuple[Candidate, ...]]:
        known = answers.at_once(queries)
        return await self._context.run(answers.answer, queries) if known is None else known

    async def _page(self, request: Request, make: Callable[[Answers, Entity], str]) -> Response:
        answers, id = await self._answers(request), id_of(request)
        entity = await self._context.run(answers.entity, id)
        if entity is None:
            raise NotFoundError(f'nothing here has the id "{id}"', where="id")
        page = await self._context.run(make, answers, entity)
        return HTMLResponse(page, headers={"Content-Security-Policy": preview.POLICY})
