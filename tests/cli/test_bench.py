from __future__ import annotations

from pathlib import Path

from outcome import Call


def test_bench_times_commands_beside_their_peers(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("bench", "--runs", "1")
    assert outcome.code in {0, 1}, outcome.err  # 1: a limit was passed, as it may on a busy machine
    header, *rows = outcome.out.splitlines()
    assert header.split() == ["command", "median", "peer", "median", "ratio", "limit"]
    assert [row.split("  ")[0] for row in rows] == ["reconcile --help", "reconcile check"]
    for row in rows:
        ratio, limit = map(float, row.split()[-2:])
        assert ratio > 0
        assert limit > 0


def test_number_of_runs_must_make_sense(reconcile: Call, workspace: Path) -> None:
    assert reconcile("bench", "--runs", "0").code == 2
