"""A full disk, a folder that may not be written, a process killed while it writes, a file that
changes while it is read, other clocks and languages: nothing is lost, and whoever ran it is told.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import FILES
from click.testing import CliRunner

from reconcile.cli import cli
from reconcile.errors import UnreadableError
from reconcile.files import file_bytes, replace_file
from reconcile.tables import read_table

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8", newline="\n")
    return tmp_path / "own"


def run(folder: Path, *arguments: str, most: int | None = None, **env: str) -> Done:
    """`reconcile`, in a process that may write at most so many bytes into one file."""

    def limit() -> None:
        if most is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-B", "-m", "reconcile", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env=os.environ | env, preexec_fn=limit,
    )  # fmt: skip


def files_of(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize(
    "command",
    [
        ("report",),
        ("check", "--format", "json=out.json"),
        ("check", "--format", "xlsx=out.xlsx"),
        ("export", "--format", "csv", "--output", "out.csv"),
        ("check", "--write-baseline", "out.json"),
    ],
    ids=" ".join,
)
def test_a_full_disk_changes_nothing_and_is_told(folder: Path, command: tuple[str, ...]) -> None:
    before = files_of(folder)
    done = run(folder, *command, most=200)
    assert done.returncode == 3, done.stderr
    assert "error:" in done.stderr
    assert "Traceback" not in done.stderr
    assert "broke down" not in done.stderr
    assert {name: data for name, data in files_of(folder).items() if name in before} == before
    assert not list(folder.rglob("*.part"))


def test_a_full_disk_keeps_the_decisions_that_were_there(folder: Path) -> None:
    first, second = _ids(folder)[:2]
    path = folder / "reports" / "lakes" / "decisions.toml"
    assert run(folder, "decide", first, "--verdict", "accepted", "--reason", "x").returncode == 0
    before = path.read_bytes()
    done = run(
        folder, "decide", second, "--verdict", "accepted", "--reason", "y" * 5000, most=len(before)
    )
    assert done.returncode == 3
    assert "cannot be written" in done.stderr
    assert path.read_bytes() == before


def _ids(folder: Path) -> list[str]:
    return [finding["id"] for finding in _report(folder)["findings"]]


def _report(folder: Path) -> dict[str, Any]:
    """What `check` tells, without a process of its own."""
    arguments = ["--workspace", str(folder), "--today", "2024-02-01", "check", "--format", "json"]
    done = CliRunner().invoke(cli, arguments)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", "utf-8")
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from reconcile.errors import UnreadableError; from reconcile.files import replace_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: replace_file(Path(sys.argv[1]), b'x' * 1_000_000)\n"
        "except UnreadableError: sys.exit(33)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == 33
    assert path.read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write all")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("check", "--fail-on", "never"), 0),
        (("report",), 3),
        (("export", "--format", "csv", "--output", "reports/out.csv"), 3),
        (("check", "--write-baseline", "reports/out.json"), 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_read_only_workspace_can_be_checked_and_no_more(
    folder: Path, command: tuple[str, ...], code: int
) -> None:
    before = files_of(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    # Root may write everywhere; as another user it may not even reach pytest's folders.
    who = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*who, sys.executable, "-B", "-m", "reconcile", *command],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "broke down" not in done.stderr
    assert files_of(folder) == before


@pytest.mark.parametrize("after", [0.0, 0.001, 0.003, 0.01, 0.03])
def test_killed_while_it_writes_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, after: float
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"0" * 300_000)
    code = (
        "import sys; from pathlib import Path; from reconcile.files import replace_file\n"
        "print('ready', flush=True)\n"
        "for n in range(100_000): replace_file(Path(sys.argv[1]), bytes([48 + n % 10]) * 300_000)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE)
    with process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(after)
        process.kill()
    data = path.read_bytes()
    assert len(data) == 300_000
    assert len(set(data)) == 1


def test_two_processes_on_one_workspace_write_the_same_report(folder: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "reconcile", "report"],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in processes:
        _, told = process.communicate()
        assert process.returncode == 0, told
    checked = CliRunner().invoke(cli, ["--workspace", str(folder), "report", "--check"])
    assert checked.exit_code == 0, checked.output
    assert not list(folder.rglob("*.part"))


def test_clock_and_language_of_the_machine_change_no_byte(folder: Path) -> None:
    def bytes_of(**env: str) -> bytes:
        done = run(folder, "--today", "2024-02-01", "check", "--fail-on", "never",
                   "--format", "json=out.json", **env)  # fmt: skip
        assert done.returncode == 0, done.stderr
        return (folder / "out.json").read_bytes()

    # Both ends of the earth's days, and every locale with another order of hashes.
    told = bytes_of(TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    assert bytes_of(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7") == told
    turkish = "tr_TR.UTF-8"  # where the small letter of I is another
    assert bytes_of(TZ="Pacific/Pago_Pago", LC_ALL=turkish, LANG=turkish) == told
    plain = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert bytes_of(**plain, PYTHONHASHSEED="11") == told


def test_a_terminal_that_knows_no_chinese_is_told_all_the_same(folder: Path) -> None:
    done = run(folder, "check", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_windows_line_ends_change_nothing_but_the_hash(folder: Path) -> None:
    def told() -> dict[str, Any]:
        report = _report(folder)
        return report | {"sources": [{**each, "sha256": ""} for each in report["sources"]]}

    before = told()
    for path in folder.rglob("*"):
        if path.suffix in {".csv", ".toml"}:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told() == before


def test_a_file_that_changes_while_it_is_read_is_read_as_one_of_its_versions(
    tmp_path: Path,
) -> None:
    path = tmp_path / "names.csv"
    versions = ["name\n" + f"{name}\n" * 20_000 for name in ("Turku", "Tartu")]
    replace_file(path, versions[0])
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            for text in versions:
                replace_file(path, text)

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(15):
            names = read_table(path)["name"]
            assert (names.len(), names.n_unique()) == (20_000, 1)
    finally:
        stop.set()
        thread.join()


def test_a_pipe_is_read_and_a_silent_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "names.csv"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text("name\nTurku\n", "utf-8"))
    writer.start()
    assert read_table(pipe)["name"].to_list() == ["Turku"]
    writer.join()
    monkeypatch.setattr("reconcile.files.SILENCE", 0.05)
    with pytest.raises(UnreadableError, match="nobody writes"):
        read_table(pipe)


def test_a_device_that_never_ends_is_refused_and_the_empty_one_is_empty() -> None:
    with pytest.raises(OSError, match="a device"):
        file_bytes(Path("/dev/zero"))
    assert file_bytes(Path(os.devnull)) == b""
