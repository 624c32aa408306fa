"""What a request holds: address, form, body, parameters; each checked as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from reconcile.errors import UsageError
from reconcile.service.recon import wire
from reconcile.service.work.errors import NotFoundError, TooLargeError

if TYPE_CHECKING:
    from starlette.requests import Request

    from reconcile.service.recon.values import Query

_KINDS = ("entity", "property", "type")
_FIELDS = 20  # of a form
LARGEST_BODY = 1 << 20
"""Bytes of a request."""


class MediaTypeError(UsageError):
    """A body in another form than the address takes."""

    http_status = 415


def address_of(request: Request) -> str:
    """Where the list of a request is served."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    draft = "/v1" if path == "/reconcile/v1" or path.startswith("/reconcile/v1/") else ""
    source = request.path_params.get("source", "")
    tail = f"/{quote(source, safe='')}" if source else ""
    return f"{str(request.base_url).rstrip('/')}/reconcile{draft}{tail}"


def single(sent: Mapping[str, str]) -> Query:
    """The query of a client that sends one at a time: a name, or an object as JSON."""
    if sent["query"].lstrip().startswith("{"):
        return wire.query(wire.from_json(sent["query"], "query"), "query")
    told: dict[str, object] = {
        name: sent[name] for name in ("query", "type", "type_strict") if sent.get(name)
    }
    if sent.get("limit"):
        told["limit"] = wire.from_json(sent["limit"], "limit")
    return wire.query({"query": "", **told}, "query")


async def body_of(request: Request) -> bytes:
    """The body.

    Raises:
        TooLargeError: It is larger than `LARGEST_BODY`.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise TooLargeError(
                f"the body is larger than {LARGEST_BODY:,} bytes",
                where="body",
                hint="Send fewer queries at once.",
            )
        parts.append(part)
    return b"".join(parts)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form in the body; of several with one name the last."""
    if request.method != "POST":
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("", "application/x-www-form-urlencoded"):
        raise MediaTypeError(
            f"a body of type {kind[:80]} is not read here",
            where="body",
            hint="Send a form (application/x-www-form-urlencoded) with `queries` or `extend`.",
        )
    try:
        text = (await body_of(request)).decode("utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError as error:
        raise UsageError(f"the form cannot be read: {error}", where="body") from error


def kind_of(request: Request) -> str:
    """What suggestions are asked for: entity, property or type."""
    kind = str(request.path_params["kind"])
    if kind not in _KINDS:
        raise NotFoundError(
            f'there are no suggestions of "{kind[:80]}"', hint=f"There are: {', '.join(_KINDS)}"
        )
    return kind


def id_of(request: Request) -> str:
    """The parameter `id`."""
    return wire.text_of(request.query_params.get("id", ""), "id")


def number_of(request: Request, name: str, otherwise: int | None) -> int | None:
    """A parameter that is a whole number from 0."""
    text = request.query_params.get(name, "")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f"{name} is no whole number from 0", where=name)
    return int(text)
