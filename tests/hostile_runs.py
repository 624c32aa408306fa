"""Every hostile file against everything that reads files of its form, in one process with limits.

    python tests/hostile_runs.py [--part N/M] [--sort SORT] [--without SORTS] [--reader NAME]
        [--whole N] [--paths]

Prints each run that ended otherwise than with a result or a clear message, and exits with 1 then.
`--paths` gives them what stands where a file should instead, `--whole N` runs N of either as
commands in processes of their own.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent))

from hostile_files import GOOD, HostileFile, hostile_files, hostile_paths

T = TypeVar("T")
MEMORY, SECONDS = 2 << 30, 60
DATA = ("match", "resolve")  # a terminal, which a test is not, is shown escapes
CODES = (0, 1, 2, 3, 5)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HEADER = "line,subject,relation,ordinal,name,country,region,date,date_text,location,references"
SOURCE = """title = "Own"
language = "en"
subject = "Tartu"
relations = ["sister"]
schema = "schemas/own.py:Own"

[reader]
relation = "sister"
"""
READERS = {
    "outline": 'layout = "outline"',
    "records": 'layout = "records"\n[reader.fields]\n"Date" = "date"',
    "tables": 'layout = "tables"\n[reader.columns]\n"name" = "name"\n"country" = "country"',
    "prose": 'layout = "prose"\nheading = ["{name}, {country} ({date})", "{name}"]',
}
WORKSPACE = {
    "reconcile.toml": "",
    "schemas/own.py": '"""Own."""\n\nfrom reconcile.schema import LatinNames\n\n\n'
    'class Own(LatinNames):\n    """Entries."""\n',
    "reports/own/report.toml": 'title = "Own"\nsources = ["outline", "records"]\n'
    'subjects = ["Tartu"]\ndate = "2024-01-31"\n',
    "good.csv": GOOD[".csv"],
    "gold.csv": "left_id,right_id\n1,1\n",
    "report.json": '{"schema": "reconcile-report/1", "report": "own", "findings": []}',
} | {
    f"sources/{layout}/{name}": text
    for layout, reader in READERS.items()
    for name, text in {
        "source.toml": SOURCE + reader + "\n",
        "entries.csv": f"{HEADER}\n1,Tartu,sister,,Turku,Finland,,1989-05-03,3 May 1989,,\n",
    }.items()
}
TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".parquet"}
DOCUMENTS = {".txt", ".csv", ".html", ".wiki", ".json", ".pdf", ".xlsx", ".xml", ".tsv"}
# What reads a file: the suffixes that it is given, where the file is put (else its own name), and
# the command. The file is written {}.
COMMANDS: dict[str, tuple[set[str], str, str]] = {
    "suggest": (DOCUMENTS, "", "read --suggest {}"),
    "read outline": (DOCUMENTS, "", "read outline {}"),
    "read records": ({".txt", ".html", ".json", ".pdf"}, "", "read records {}"),
    "read tables": (DOCUMENTS, "", "read tables {}"),
    "read prose": ({".txt", ".html", ".wiki", ".pdf"}, "", "read prose {}"),
    "validate": (TABLES, "", "validate {} --schema schemas/own.py:Own"),
    "match left": (TABLES, "", "match {} good.csv"),
    "match right": ({".csv", ".xlsx", ".parquet"}, "", "match good.csv {}"),
    "resolve": (TABLES, "", "resolve {}"),
    "evaluate left": (TABLES - {".txt", ".tsv"}, "", "evaluate {} good.csv gold.csv"),
    "evaluate gold": (TABLES - {".txt", ".tsv"}, "", "evaluate good.csv good.csv {}"),
    "decide --from": ({".xlsx"}, "", "decide --from {}"),
    "check entries": ({".csv"}, "sources/outline/entries.csv", "check"),
    "check claims": ({".csv"}, "sources/outline/claims.csv", "check"),
    "check events": ({".csv"}, "sources/outline/events.csv", "check"),
    "check source": ({".toml"}, "sources/outline/source.toml", "check"),
    "check report": ({".toml"}, "reports/own/report.toml", "check"),
    "check decisions": ({".toml"}, "reports/own/decisions.toml", "check"),
    "check settings": ({".toml"}, "reconcile.toml", "check"),
    "baseline": ({".json"}, "", "check --baseline {}"),
    "diff": ({".json"}, "", "diff {} report.json"),
    "diff new": ({".json"}, "", "diff report.json {}"),
    "geonames": ({".txt", ".zip"}, "", "gazetteer build out.bin --geonames {}"),
    "alternates": ({".zip"}, "", "gazetteer build out.bin --alternates {}"),
    "natural earth": ({".geojson", ".json"}, "", "gazetteer build out.bin --natural-earth {}"),
    "gazetteer": ({".zip", ".txt", ".parquet"}, "", "resolve good.csv --gazetteer {}"),
    "doctor": ({".toml"}, "sources/outline/source.toml", "doctor"),
}


class TooLongError(BaseException):
    """A run that took over `SECONDS`. No `Exception`, so that no reader takes it for its own."""


def written_workspace(folder: Path) -> Path:
    """The workspace that the commands run in."""
    for name, text in WORKSPACE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def runs(files: Sequence[HostileFile], only: str = "") -> Iterator[tuple[str, HostileFile]]:
    """Which command reads which file."""
    for file in files:
        for name, (suffixes, _, _) in COMMANDS.items():
            if Path(file.name).suffix in suffixes and name.startswith(only):
                yield name, file


@contextlib.contextmanager
def placed(name: str, file: HostileFile) -> Iterator[list[str]]:
    """The file where its command reads it; gives the arguments."""
    _, where, words = COMMANDS[name]
    path = Path(where or file.name)
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(file.data)
    try:
        yield [path.name if word == "{}" else word for word in words.split()]
    finally:
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)
        Path("out.bin").unlink(missing_ok=True)


def fault(code: object, out: str, err: str, *, data: bool = False) -> str:
    """What is wrong with an outcome; '' where it is a result or a clear message.

    `data`: stdout is a table for programs, which holds the cells as they are.
    """
    if code not in CODES:
        return f"exit code {code}: {err[-300:]}"
    if "Traceback" in err or "broke down" in err:
        return err[-2000:]
    if code in (2, 3, 5) and not err.strip():
        return f"exit code {code} without a word"
    out = "" if data else out
    if raw := RAW.search(out) or RAW.search(err):
        shown = raw.string[max(0, raw.start() - 40) : raw.start() + 40]
        return f"raw U+{ord(raw[0]):04X} on the terminal: {shown!r}"
    return ""


def run_here(arguments: Sequence[str]) -> str:
    """What is wrong with a command run in this process."""
    from reconcile.cli import cli

    out, err = io.StringIO(), io.StringIO()
    code: object = None
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of processor time: machines are shared
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli.main(list(arguments), prog_name="reconcile")
    except SystemExit as left:
        code = left.code
    except TooLongError:
        return f"took over {SECONDS} s:\n{traceback.format_exc(limit=-6)}"
    except BaseException:
        return traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    data = arguments[0] in DATA
    return fault(code, out.getvalue(), err.getvalue(), data=data)


def run_whole(arguments: Sequence[str]) -> str:
    """What is wrong with a command run in a process of its own, with the limits."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reconcile", *arguments],
            capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            env={k: v for k, v in os.environ.items() if k != "RECONCILE_TRACEBACK"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"took over {SECONDS} s"
    out, err = (each.decode("utf-8") for each in (done.stdout, done.stderr))
    return fault(done.returncode, out, err, data=arguments[0] in DATA)


def memory() -> int:
    """The most memory that this process or a child has held at once, in bytes."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) * 1024


def main() -> int:
    """Run what the arguments ask for; 1 where something is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", default="1/1", help="N/M: every M-th run, from the N-th")
    parser.add_argument("--sort", default="")
    parser.add_argument("--without", default="", help="sorts to leave out, joined by commas")
    parser.add_argument("--reader", default="")
    parser.add_argument("--file", default="")
    parser.add_argument("--whole", type=int, default=0)
    parser.add_argument("--paths", action="store_true", help="folders, loops, pipes, devices")
    asked = parser.parse_args()
    os.environ["POLARS_MAX_THREADS"] = "2"
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "2"
    folder = Path(tempfile.mkdtemp())
    os.chdir(written_workspace(folder))
    failed = 0
    run = run_whole if asked.whole else run_here
    if asked.paths:
        made = [(f"{name} {sort}", words) for name, sort, words in path_runs(folder)]
        chosen = _some(made, asked.whole)
        what = f"{len(chosen)} runs on what is no file"
    else:
        files = [
            file
            for file in hostile_files(asked.without.split(","))
            if file.sort.startswith(asked.sort) and asked.file in file.name
        ]
        first, step = map(int, asked.part.split("/"))
        pairs = _some(list(runs(files, asked.reader))[first - 1 :: step], asked.whole)
        chosen = _arguments(pairs)
        sorts = {file.sort for _, file in pairs}
        what = f"{len(pairs)} runs, {len({f.name for _, f in pairs})} files of {len(sorts)} sorts"
    if run is run_here:
        _limit()
    started = time.monotonic()
    slowest = (0.0, "")
    for name, arguments in chosen:
        before = time.monotonic()
        wrong = run(arguments)
        took = time.monotonic() - before
        slowest = max(slowest, (took, name))
        if wrong:
            failed += 1
            print(f"-- {name}: {wrong}", flush=True)
        elif took > SECONDS / 3:
            print(f"-- {name}: took {took:.0f} s", flush=True)
    print(
        f"{what}, {failed} wrong; {time.monotonic() - started:.0f} s, "
        f"slowest {slowest[0]:.1f} s ({slowest[1]}), {memory() / (1 << 20):.0f} MiB at most"
    )
    os.chdir("/")
    shutil.rmtree(folder)
    return int(bool(failed) or memory() > MEMORY)


def path_runs(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Which command is given which path that is no file: its name, the sort, the arguments."""
    for sort, path in hostile_paths(folder):
        for name, (suffixes, where, words) in COMMANDS.items():
            if path.suffix in suffixes and not where:
                yield name, sort, words.replace("{}", str(path)).split()


def _some(made: list[T], number: int) -> list[T]:
    """So many of them, evenly chosen; all where it is 0."""
    return made[:: max(1, len(made) // number)][:number] if number else made


def _arguments(chosen: Sequence[tuple[str, HostileFile]]) -> Iterator[tuple[str, list[str]]]:
    """Each run's name and arguments, its file in place while it runs."""
    for name, file in chosen:
        with placed(name, file) as arguments:
            yield f"{name} {file.name}", arguments


def _limit() -> None:
    """The limits, and no guard that hides what breaks."""

    def stop(*_: object) -> None:
        raise TooLongError

    import numpy as np
    import polars as pl

    import reconcile.files

    pl.DataFrame({"a": [1]}).lazy().collect()
    np.ones((50, 50)) @ np.ones((50, 50))
    signal.signal(signal.SIGPROF, stop)
    reconcile.files.SILENCE = 0.1  # for pipes that nobody writes into
    os.environ["RECONCILE_TRACEBACK"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
