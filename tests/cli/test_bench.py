from __future__ import annotations

from pathlib import Path

from outcome import Call

from reconcile.bench import PARTS
from reconcile.cli.bench import NAMES


def test_bench_times_commands_beside_their_peers(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("bench", "--runs", "1")
    assert outcome.code in {0, 1}, outcome.err  # 1: a limit was passed, as it may on a busy machine
    header, *rows = outcome.out.splitlines()
    columns = "work by rows names seconds cpu MB F1 sample ratio limit"
    assert header.split() == columns.split()
    assert [row[12:34].strip() for row in rows] == [
        "reconcile --help",
        "import click",
        "reconcile check",
        "import pandera.polars",
    ]
    for peer in rows[1::2]:
        ratio, limit = map(float, peer.split()[-2:])
        assert ratio > 0
        assert limit > 0


def test_number_of_runs_must_make_sense(reconcile: Call, workspace: Path) -> None:
    assert reconcile("bench", "--runs", "0").code == 2


def test_an_unknown_part_is_a_usage_error(reconcile: Call, workspace: Path) -> None:
    assert reconcile("bench", "speed").code == 2


def test_the_command_knows_every_part() -> None:
    assert tuple(part.name for part in PARTS) == NAMES
