"""The output of some work as a response: at once, or as a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Query
from fastapi.responses import JSONResponse, Response

from reconcile.service.rest.forms import JobAnswer, Problem

if TYPE_CHECKING:
    from reconcile.service.context import Context
    from reconcile.service.work import Job, Output

_ABOUT = {
    400: "The request makes no sense",
    401: "The token is missing or wrong",
    403: "A page of another site asked",
    404: "There is no such thing",
    408: "The body came too slowly",
    409: "Something stands against it: it is decided already, or a job isn't done",
    413: "The body or the table is too large",
    422: "The body cannot be understood, or what it asks for cannot be done",
    429: "Too many requests",
    503: "The service is busy, or the work took too long: try again, or as a job",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": about} for status, about in _ABOUT.items()
}
ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "model": JobAnswer,
        "description": "With `job=true`: the job that does it",
        "headers": {"Location": {"schema": {"type": "string"}, "description": "the job"}},
    }
}
AsJob = Annotated[bool, Query(alias="job", description="answer at once with a job")]


async def answered(
    context: Context,
    task: str,
    function: Callable[..., Output],
    arguments: dict[str, Any],
    *,
    as_job: bool,
) -> Response:
    """The output of `function`, or the job that computes it."""
    if as_job:
        job = context.jobs.begin(task, function, arguments)
        about = job_answer(job)
        return JSONResponse(
            about.model_dump(), status_code=202, headers={"Location": about.links["self"]}
        )
    output = await context.run(
        context.requests.call, function, arguments, seconds=context.settings.seconds
    )
    return response(output)


def response(output: Output) -> Response:
    """An output as a response; a file for a person is offered for download."""
    headers = {}
    if output.filename:
        headers["Content-Disposition"] = f'attachment; filename="{output.filename}"'
    return Response(output.body, output.status, headers, output.media_type)


def job_answer(job: Job) -> JobAnswer:
    """A job as clients see it."""
    import time

    base = f"/api/jobs/{job.id}"
    links = {"self": base, "events": f"{base}/events"}
    if job.state == "done":
        links["result"] = f"{base}/result"
    return JobAnswer(
        id=job.id,
        task=job.task,
        state=job.state,
        stage=job.state if job.over else job.progress.stage,
        done=job.progress.done,
        of=job.progress.of,
        seconds=round((job.ended or time.time()) - job.began, 3),
        error={"message": job.error.message, "where": job.error.where, "hint": job.error.hint}
        if job.error
        else None,
        links=links,
    )
