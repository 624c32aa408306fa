"""Decisions that many change at once, in real processes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.decisions import (
    Act,
    Decision,
    add_decision,
    load_decisions,
    load_history,
    note_unsure,
    noticed,
    remove_decision,
)
from reconcile.errors import ConfigurationError, ConflictError, UnreadableError
from reconcile.files import locked

KILLS = int(os.environ.get("RECONCILE_KILLS", "8"))  # .ci/slow/decisions asks for a hundred
WRITER = Path(__file__).with_name("writer.py")
ADA = Decision(
    number=0, line=0, finding="missing_entry-1", verdict="accepted", reason="known to us", by="Ada",
    date="2026-01-01",
)  # fmt: skip
BO = replace(ADA, verdict="wrong", reason="it is listed in the annex", by="Bo")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.toml"


def writer(folder: Path, name: str, first: int, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(folder), name, str(first), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def findings(path: Path) -> list[str]:
    return [decision.finding for decision in load_decisions(path)]


def test_two_processes_at_once_lose_no_decision_of_each_other(tmp_path: Path, path: Path) -> None:
    both = [writer(tmp_path, name, 0, 24) for name in ("ada", "bo")]
    for process in both:
        with process:
            process.communicate(timeout=60)
        assert process.returncode == 0
    kept = {f"possible_match-{n}-{i}" for n in ("ada", "bo") for i in range(24) if i % 5 != 4}
    assert set(findings(path)) == kept
    acts = load_history(tmp_path)
    assert len([act for act in acts if act.did == "decided"]) == 48
    assert noticed(acts, load_decisions(path), at="") == ()


def test_kill_minus_nine_loses_no_acknowledged_decision(tmp_path: Path, path: Path) -> None:
    chance = random.Random(6)
    promised: set[str] = set()
    first = 0
    for _ in range(KILLS):
        process = writer(tmp_path, "ada", first, 1000)
        with process:
            assert process.stdout
            told = [process.stdout.readline()]  # it is at work; stop it at any moment
            threading.Timer(chance.random() * 0.12, process.kill).start()
            told += process.stdout.readlines()
        assert process.returncode == -9
        # What the last line says may have been cut off together with its writer.
        for line in (line.strip() for line in told if line.endswith("\n")):
            (promised.add if line[0] == "+" else promised.discard)(line[1:])
        standing = set(findings(path))
        first = 1 + max(int(name.rpartition("-")[2]) for name in [*standing, *promised])
        # One change more than was told may have been made.
        assert len(promised ^ standing) <= 1
        assert all(int(name.rpartition("-")[2]) == first - 1 for name in promised ^ standing)
        promised = standing
    add_decision(path, ADA, at="2026-01-01T00:00:00Z")
    assert noticed(load_history(tmp_path), load_decisions(path), at="") == ()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["decisions.toml", "history.jsonl"]


def test_second_decision_on_a_finding_is_a_conflict_and_the_first_stays(path: Path) -> None:
    add_decision(path, ADA)
    with pytest.raises(ConflictError, match="known to us"):
        add_decision(path, BO, seen="")
    assert [d.by for d in load_decisions(path)] == ["Ada"]


def test_a_decision_that_was_seen_can_be_replaced_in_one_step(path: Path) -> None:
    add_decision(path, ADA)
    (seen,) = load_decisions(path)
    add_decision(path, BO, seen=seen.token, at="2026-01-02T10:00:00Z")
    assert [d.by for d in load_decisions(path)] == ["Bo"]
    told = [(act.by, act.did, act.of) for act in load_history(path.parent)]
    assert told == [("Ada", "decided", ""), ("Bo", "undone", "Ada"), ("Bo", "decided", "")]
    with pytest.raises(ConflictError, match="annex"):
        add_decision(path, ADA, seen=seen.token)


def test_replacing_or_undoing_what_was_taken_back_meanwhile_is_a_conflict(path: Path) -> None:
    add_decision(path, ADA)
    remove_decision(path, ADA.finding, by="Ada")
    with pytest.raises(ConflictError, match="taken back"):
        add_decision(path, BO, seen=ADA.token)
    add_decision(path, BO)
    with pytest.raises(ConflictError, match="decided meanwhile"):
        remove_decision(path, BO.finding, by="Ada", seen=ADA.token)
    assert [d.by for d in load_decisions(path)] == ["Bo"]


def test_comments_and_all_other_bytes_stay_where_they_are(path: Path) -> None:
    before = (
        "# the committee met in March\n\n[[decision]]\nfinding = 'x-1'  # old\n"
        "verdict = \"wrong\"\nreason = '''\n[[decision]]\nno'''\n\n# about the second\n\n"
        '[[decision]]\nfinding = "x-2"\nverdict = "accepted"\nreason = "b"\n\n# the end\n'
    )
    path.write_text(before)
    add_decision(path, ADA)
    assert path.read_text().startswith(before.rstrip("\n"))
    remove_decision(path, ADA.finding)
    assert path.read_text() == before
    remove_decision(path, "x-2")
    assert "# about the second" in path.read_text()
    assert findings(path) == ["x-1"]
    assert "# the committee met" in path.read_text()
    remove_decision(path, "x-1")
    assert findings(path) == []
    assert "# about the second" in path.read_text()


def test_decisions_written_as_one_array_are_changed_too(path: Path) -> None:
    path.write_text('decision = [{finding = "x-1", verdict = "wrong", reason = "r"}]\n')
    add_decision(path, ADA)
    assert findings(path) == ["x-1", ADA.finding]
    remove_decision(path, "x-1")
    assert findings(path) == [ADA.finding]


def test_a_decision_that_contradicts_another_is_refused_and_nothing_is_written(
    path: Path,
) -> None:
    path.write_text("[[decision]]\nbroken\n")
    with pytest.raises(ConfigurationError):
        add_decision(path, ADA)
    assert path.read_text() == "[[decision]]\nbroken\n"
    assert not (path.parent / "history.jsonl").exists()


def test_history_tells_what_was_changed_by_hand(path: Path) -> None:
    path.write_text(
        '[[decision]]\nfinding = "x-1"\nverdict = "wrong"\nreason = "r"\nby = "Cy"\n'
        "date = 2025-03-04\n"
    )
    add_decision(path, ADA, at="2026-01-01T09:00:00Z")
    first, second = load_history(path.parent)
    assert (first.by, first.how, first.at) == ("Cy", "file", "2025-03-04")
    assert (second.by, second.how, second.at) == ("Ada", "", "2026-01-01T09:00:00Z")
    path.write_text("")
    note_unsure(path, "x-9", note="ask the archive", by="Bo", at="2026-01-03T09:00:00Z")
    gone = load_history(path.parent)[2:]
    assert {(act.did, act.finding, act.of, act.how) for act in gone} == {
        ("undone", "x-1", "Cy", "file"),
        ("undone", ADA.finding, "Ada", "file"),
        ("unsure", "x-9", "", ""),
    }


def test_history_survives_a_line_that_was_cut_off(path: Path) -> None:
    add_decision(path, ADA)
    history = path.parent / "history.jsonl"
    history.write_bytes(history.read_bytes() + '{"at":"2026","by":"Dö'.encode()[:-1])
    remove_decision(path, ADA.finding, by="Bo")
    assert [act.did for act in load_history(path.parent)] == ["decided", "undone"]
    assert all(isinstance(act, Act) for act in load_history(path.parent))


def test_who_waits_too_long_is_told_so_and_changes_nothing(path: Path) -> None:
    with (
        locked(path.parent),
        pytest.raises(UnreadableError, match="another process"),
        locked(path.parent, patience=0.02),
    ):
        pytest.fail("two held the folder")
    assert not path.exists()


def test_lock_leaves_no_file_and_ends_with_its_holder(path: Path) -> None:
    entered = threading.Event()

    def hold() -> None:
        with locked(path.parent):
            entered.set()
            time.sleep(0.05)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with locked(path.parent):
        assert not holder.is_alive() or holder.join() is None
    assert list(path.parent.iterdir()) == []


def test_ten_decisions_among_a_thousand_change_a_file_line_by_line(path: Path) -> None:
    row = '[[decision]]\nfinding = "x-{0}"\nverdict = "accepted"\nreason = "r {0}"\n'
    path.write_text("\n".join(row.format(i) for i in range(1000)))
    for i in range(0, 1000, 100):
        remove_decision(path, f"x-{i}")
    assert len(findings(path)) == 990
    assert path.read_text().count("\n\n[[decision]]") == 989
