"""Jobs: begun, watched, fetched, cancelled, forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import some_work

from reconcile.service.work import Job, Jobs, Pool
from reconcile.service.work.errors import NotFoundError, TooManyJobsError


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(1, waiting=9, most_bytes=4 << 30)
    yield made
    made.close()


def over(job: Job) -> Job:
    until = time.monotonic() + 60
    while not job.over:
        assert time.monotonic() < until
        time.sleep(0.01)
    return job


def test_a_job_keeps_its_output(pool: Pool) -> None:
    jobs = Jobs(pool, most=2, kept=60, seconds=30)
    job = over(jobs.begin("answer", some_work.answer, {}))
    assert job.state == "done"
    assert jobs.get(job.id).output is job.output is not None


def test_a_job_that_fails_keeps_its_error(pool: Pool) -> None:
    job = over(Jobs(pool, most=2, kept=60, seconds=30).begin("fail", some_work.fail, {}))
    assert job.state == "failed"
    assert job.error
    assert job.error.hint == "look there"


def test_a_job_can_be_cancelled_and_then_forgotten(pool: Pool) -> None:
    jobs = Jobs(pool, most=2, kept=60, seconds=60)
    job = jobs.begin("sleep", some_work.sleep, {})
    jobs.end(job.id)
    assert over(job).state == "cancelled"
    jobs.end(job.id)
    with pytest.raises(NotFoundError):
        jobs.get(job.id)


def test_results_are_forgotten_after_their_time(pool: Pool) -> None:
    jobs = Jobs(pool, most=2, kept=0.01, seconds=30)
    job = over(jobs.begin("answer", some_work.answer, {}))
    time.sleep(0.02)
    with pytest.raises(NotFoundError):
        jobs.get(job.id)


def test_only_so_many_are_kept_and_old_results_make_room(pool: Pool) -> None:
    jobs = Jobs(pool, most=2, kept=60, seconds=60)
    done = over(jobs.begin("answer", some_work.answer, {}))
    asleep = [jobs.begin("sleep", some_work.sleep, {}) for _ in range(2)]
    with pytest.raises(NotFoundError):
        jobs.get(done.id)
    with pytest.raises(TooManyJobsError):
        jobs.begin("answer", some_work.answer, {})
    jobs.close()
    assert {over(job).state for job in asleep} == {"cancelled"}
