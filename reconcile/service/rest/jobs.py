"""Long work: watched with server-sent events, fetched, cancelled."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Any

import anyio
from fastapi import APIRouter, Path
from fastapi.responses import Response, StreamingResponse

from reconcile.errors import ConflictError
from reconcile.service.rest.answers import job_answer, response
from reconcile.service.rest.forms import JobAnswer

if TYPE_CHECKING:
    from reconcile.service.context import Context
    from reconcile.service.work import Job

JobId = Annotated[str, Path(max_length=100, description="id of a job")]
_LOOK = 0.1  # seconds between two looks at a job
_SILENCE = 150  # looks without news after which a comment keeps the connection open
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `progress`, then one of `done`, `failed`, `cancelled`; the data of "
        "each is the job",
        "content": {"text/event-stream": {}},
    }
}
_RESULT: dict[int | str, dict[str, Any]] = {
    200: {"description": "What the request without `job` would have answered"},
}


def routes(context: Context) -> APIRouter:
    """Everything about jobs."""
    router = APIRouter(tags=["jobs"])

    @router.get("/jobs/{job}", summary="A job")
    async def about(job: JobId) -> JobAnswer:
        """How far a job is."""
        return job_answer(context.jobs.get(job))

    @router.get(
        "/jobs/{job}/events", responses=_EVENTS, response_class=Response, summary="Watch a job"
    )
    async def events(job: JobId) -> StreamingResponse:
        """The progress of a job as server-sent events, until it is over."""
        found = context.jobs.get(job)
        return StreamingResponse(
            _stream(context, found),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    @router.get(
        "/jobs/{job}/result", responses=_RESULT, response_class=Response, summary="Fetch a result"
    )
    async def result(job: JobId) -> Response:
        """What a job has computed; a failed one answers with its error."""
        found = context.jobs.get(job)
        if found.state == "failed" and found.error:
            raise found.error
        if found.output is None:
            raise ConflictError(f"the job is {found.state}", hint=f"Watch /api/jobs/{job}/events.")
        return response(found.output)

    @router.delete("/jobs/{job}", summary="Cancel or forget a job")
    async def cancel(job: JobId) -> JobAnswer:
        """Cancel a job that goes on; forget one that is over, with its result."""
        return job_answer(context.jobs.end(job))

    return router


async def _stream(context: Context, job: Job) -> AsyncIterator[str]:
    seen = -1
    quiet = 0
    while True:
        if job.version != seen:
            seen, quiet = job.version, 0
            over = job.over  # asked once: it may end while this is sent, and then has more to tell
            name = job.state if over else "progress"
            yield f"id: {seen}\nevent: {name}\ndata: {job_answer(job).model_dump_json()}\n\n"
            if over:
                return
        if context.stopping.is_set():
            return
        await anyio.sleep(_LOOK)  # no thread waits: there may be many who watch
        quiet += 1
        if quiet % _SILENCE == 0:
            yield ": still at work\n\n"
