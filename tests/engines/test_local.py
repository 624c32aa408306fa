"""The engine of one machine: the same result in parts, in processes, and after a fall."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import polars as pl
import pytest
from engine_lists import SMALL, expected, lists, plan_of

from reconcile.engines.collect import in_order
from reconcile.engines.local import InProcess, Processes
from reconcile.engines.plan import Plan
from reconcile.engines.run import carry_out, match_batches
from reconcile.engines.values import ClusterError, Engine, InterruptedRunError, Sizes, Task
from reconcile.errors import ReconcileError
from reconcile.matching import MatchOptions
from reconcile.tables import match_tables


def collected(plan: Plan) -> pl.DataFrame:
    return pl.concat(
        in_order(plan.results, left_rows=plan.left.rows, right_rows=plan.right.rows, window=7)
    )


@pytest.mark.parametrize("top", [None, 2])
@pytest.mark.parametrize("sizes", [SMALL, Sizes(smallest=1, largest=1), Sizes()])
def test_buckets_of_any_size_give_what_one_process_gives(sizes: Sizes, top: int | None) -> None:
    left, right = lists()
    found = match_batches(
        left.iter_slices(11), right.iter_slices(7), by=("list",), sizes=sizes,
        options=MatchOptions(top=top), engine=Engine(jobs=1),
    )  # fmt: skip
    assert pl.concat(found).equals(expected(top=top))


@pytest.mark.parametrize("top", [None, 2])
@pytest.mark.parametrize("country", [True, False])
def test_a_unit_split_by_its_rows_gives_what_the_whole_gives(
    country: bool, top: int | None
) -> None:
    left, right = lists(country=country)
    found = match_batches(
        [left], [right], by=("list",), sizes=Sizes(huge=12, piece=3),
        options=MatchOptions(top=top), engine=Engine(jobs=1),
    )  # fmt: skip
    assert pl.concat(found).equals(expected(top=top, country=country))


def test_numbers_in_the_list_count_in_parts_as_they_do_in_the_whole() -> None:
    left, right = (
        frame.with_columns(no=pl.col("id").str.split("-").list.last()) for frame in lists()
    )
    whole = match_tables(left, right, by=("list",))
    assert whole["reason"].str.contains("position: ").any()
    for sizes in (SMALL, Sizes(huge=12, piece=3)):
        found = match_batches(
            [left], [right], by=("list",), sizes=sizes, engine=Engine(jobs=1),
        )  # fmt: skip
        assert pl.concat(found).equals(whole)


def test_two_processes_one_of_which_is_killed_give_the_same(tmp_path: Path) -> None:
    runner = Processes(2)
    killed: list[int] = []

    def kill_once(done: int, total: int) -> None:
        if 0 < done < total and not killed:
            killed.append(runner.pids[0])
            os.kill(killed[0], signal.SIGKILL)

    plan = plan_of(tmp_path)
    try:
        carry_out(plan, runner, Engine(progress=kill_once))
        pids = runner.pids
    finally:
        runner.close()
    assert killed
    assert killed[0] not in pids
    assert collected(plan).equals(expected())


def test_no_process_outlives_the_run(tmp_path: Path) -> None:
    runner = Processes(1)
    carry_out(plan_of(tmp_path, units=1), runner, Engine())
    (pid,) = runner.pids
    runner.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_a_process_tells_of_an_error_arrives_as_that_error(tmp_path: Path) -> None:
    left, right = lists(1)
    options = MatchOptions(gazetteer=tmp_path / "none.sqlite")
    with pytest.raises(ReconcileError, match=r"none\.sqlite") as alone:
        list(match_batches([left], [right], options=options, engine=Engine(jobs=1)))
    with pytest.raises(type(alone.value), match=r"none\.sqlite"):
        list(match_batches([left], [right], options=options, engine=Engine(jobs=2)))


def test_a_task_that_breaks_its_process_is_told_as_a_broken_run(tmp_path: Path) -> None:
    runner = Processes(1)
    task = Task(step="none", inputs=(), output=tmp_path / "a", settings="{}", rows=1)
    try:
        runner.submit(task)
        with pytest.raises(ClusterError, match="KeyError"):
            runner.wait()
    finally:
        runner.close()


def test_an_interrupted_run_goes_on_from_what_it_finished(tmp_path: Path) -> None:
    left, right = lists()
    folder = tmp_path / "work"
    said: list[int] = []

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    def run(engine: Engine) -> pl.DataFrame:
        parts = match_batches([left], [right], by=("list",), sizes=SMALL, engine=engine)
        return pl.concat(parts)

    with pytest.raises(InterruptedRunError) as stopped:
        run(Engine(jobs=1, resume=folder, progress=interrupt))
    assert stopped.value.folder == folder
    (finished,) = (folder / "done").glob("*.arrow")
    before = finished.stat().st_mtime_ns
    found = run(Engine(jobs=1, resume=folder, progress=lambda done, _: said.append(done)))
    assert found.equals(expected())
    assert finished.stat().st_mtime_ns == before
    assert [path.name for path in folder.iterdir()] == ["done"]
    assert said == sorted(said)


def test_a_run_of_its_own_folder_leaves_one_behind_only_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, right = lists(2)
    list(match_batches([left], [right], by=("list",), engine=Engine(jobs=1)))
    assert not list(tmp_path.iterdir())

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError) as stopped:
        list(match_batches([left], [right], engine=Engine(jobs=1, progress=interrupt)))
    assert [stopped.value.folder] == list(tmp_path.iterdir())


def test_a_finished_unit_is_not_scored_again(tmp_path: Path) -> None:
    sizes = Sizes(huge=12, piece=3)
    first = plan_of(tmp_path, sizes, units=1)
    carry_out(first, InProcess(), Engine())
    (joined,) = tmp_path.glob("done/*.arrow")
    again = plan_of(tmp_path, sizes, units=1)
    carry_out(again, InProcess(), Engine())
    assert again.results == [joined]
    assert list(tmp_path.glob("done/*.arrow")) == [joined]


def test_results_of_other_options_or_rows_are_never_taken(tmp_path: Path) -> None:
    for units, top in ((2, None), (2, 1), (3, None)):
        plan = plan_of(tmp_path, units=units, top=top)
        carry_out(plan, InProcess(), Engine())
        assert collected(plan).equals(expected(units, top))
