"""Processes that compute: they are used again, and ended when they must be."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import some_work

from reconcile.errors import UsageError
from reconcile.service.work import Pool
from reconcile.service.work.errors import (
    BrokenWorkError,
    BusyError,
    CancelledError,
    TooSlowError,
)
from reconcile.service.work.worker import Progress


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(1, waiting=1, most_bytes=4 << 30)
    yield made
    made.close()


def process(pool: Pool) -> int:
    return int(pool.call(some_work.answer, {}, seconds=30).body.split()[1])


def test_a_process_is_used_again_and_tells_how_far_it_is(pool: Pool) -> None:
    told: list[Progress] = []
    first = pool.call(some_work.answer, {"text": "罗兹"}, seconds=30, tell=told.append)
    assert first.body.decode().startswith("罗兹 ")
    assert [each.done for each in told] == [0, 1, 2]
    assert process(pool) == process(pool)


def test_a_user_s_mistake_comes_back_whole_and_the_process_lives(pool: Pool) -> None:
    before = process(pool)
    with pytest.raises(UsageError) as caught:
        pool.call(some_work.fail, {}, seconds=30)
    assert (caught.value.where, caught.value.hint) == ("here", "look there")
    assert process(pool) == before


def test_a_fault_comes_back_without_its_words(pool: Pool) -> None:
    with pytest.raises(BrokenWorkError) as caught:
        pool.call(some_work.break_down, {}, seconds=30)
    assert "secret" not in str(caught.value)


def test_who_takes_too_long_is_ended(pool: Pool) -> None:
    before = process(pool)
    with pytest.raises(TooSlowError):
        pool.call(some_work.sleep, {}, seconds=0.3)
    assert process(pool) != before


def test_a_process_that_dies_is_replaced(pool: Pool) -> None:
    with pytest.raises(BrokenWorkError):
        pool.call(some_work.die, {}, seconds=30)
    assert process(pool)


def test_a_process_that_wants_too_much_memory_is_replaced(pool: Pool) -> None:
    with pytest.raises(BrokenWorkError):
        pool.call(some_work.devour, {}, seconds=30)
    assert process(pool)


def test_work_that_nobody_wants_is_ended_and_who_comes_too_much_is_refused(pool: Pool) -> None:
    stop = threading.Event()
    ends: list[type[Exception]] = []

    def ask() -> None:
        try:
            pool.call(some_work.sleep, {}, seconds=60, cancelled=stop)
        except CancelledError as error:
            ends.append(type(error))

    threads = [threading.Thread(target=ask) for _ in range(2)]  # one works, one waits
    for thread in threads:
        thread.start()
    while pool.busy() < 2:
        time.sleep(0.01)
    with pytest.raises(BusyError):
        pool.call(some_work.answer, {}, seconds=30)
    stop.set()
    for thread in threads:
        thread.join(30)
    assert ends == [CancelledError, CancelledError]
    assert pool.busy() == 0


def test_closing_ends_what_is_going_on() -> None:
    pool = Pool(1, waiting=0, most_bytes=4 << 30)
    begun = threading.Event()
    ends: list[bool] = []

    def ask() -> None:
        try:
            pool.call(some_work.sleep, {}, seconds=60, tell=lambda _: begun.set())
        except CancelledError:
            ends.append(True)

    thread = threading.Thread(target=ask)
    thread.start()
    assert begun.wait(30)
    pool.close()
    thread.join(30)
    assert ends == [True]
    with pytest.raises(CancelledError):
        pool.call(some_work.answer, {}, seconds=1)
