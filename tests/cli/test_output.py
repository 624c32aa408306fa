from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from outcome import Call

from reconcile.cli.output import FAIL_ON, exit_code, write_file
from reconcile.errors import UnreadableError
from reconcile.model import SEVERITIES, Finding, Report


def report(severity: str, status: str = "open", new: bool | None = None) -> Report:
    finding = Finding(
        id="schema-0",
        kind="schema",
        severity=severity,
        status=status,
        message="m",
        new=new,  # type: ignore[arg-type]
    )
    return Report(
        name="r", title="", date="", sources=(), relationships=(), findings=(finding,), bridges=(),
        unchecked=(),
    )  # fmt: skip


def test_levels_of_fail_on_are_the_severities() -> None:
    assert (*SEVERITIES, "never") == FAIL_ON


@pytest.mark.parametrize(
    ("severity", "failing"),
    [("error", "error warning info"), ("warning", "warning info"), ("info", "info")],
)
def test_open_findings_fail_at_their_severity_and_below(severity: str, failing: str) -> None:
    codes = {level: exit_code((report(severity),), level) for level in FAIL_ON}
    assert [level for level, code in codes.items() if code] == failing.split()


def test_explained_accepted_and_baselined_findings_never_fail() -> None:
    settled = [
        report("error", "explained"),
        report("error", "accepted"),
        report("error", new=False),
    ]
    assert exit_code(settled, "info") == 0
    assert exit_code([report("error", new=True)], "error") == 1


@pytest.mark.parametrize("name", ["docx", "sarfi", ""])
def test_formats_that_do_not_exist_are_refused_with_the_known_ones(
    reconcile: Call, name: str
) -> None:
    outcome = reconcile("check", "--format", name)
    assert outcome.code == 2
    assert "known are text, json, markdown" in outcome.err


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        (["jsn"], 'did you mean "json"?'),
        (["json="], "a path is missing"),
        (["json", "text"], "only one format can go to stdout"),
        (["json=a", "text=a"], "two formats would be written to a"),
    ],
)
def test_destinations_that_make_no_sense_are_refused(
    reconcile: Call, formats: list[str], message: str
) -> None:
    outcome = reconcile("check", *(part for name in formats for part in ("--format", name)))
    assert outcome.code == 2
    assert message in outcome.err


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", "图尔库\n")
    assert (tmp_path / "a.txt").read_bytes() == "图尔库\n".encode()
    with pytest.raises(UnreadableError, match="cannot be written"):
        write_file(tmp_path / "none" / "a.txt", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_link_and_pipe_are_written_to_and_never_replaced(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("old")
    link.symlink_to(target)
    write_file(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, "through\n")
        assert pipe.is_fifo()
        assert os.read(end, 100) == b"through\n"
    finally:
        os.close(end)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe", "target"]


def test_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    null = tmp_path / "null"  # one of its own: a fault here must not cost the machine its /dev/null
    try:
        os.mknod(null, stat.S_IFCHR | 0o666, Path(os.devnull).stat().st_rdev)
        null.write_text("")
    except PermissionError:
        pytest.skip("only root can make a device")
    write_file(null, "x")
    assert null.is_char_device()


def test_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be written: Is a directory"):
        write_file(tmp_path, "x")


def test_reader_who_leaves_early_is_met_with_silence() -> None:
    command = f"{sys.executable} -m reconcile kinds | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"E", b"")


def test_terminal_without_chinese_gets_escapes_and_no_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "kinds", "possible_match"],
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert rb"\u8bfa" in done.stdout
