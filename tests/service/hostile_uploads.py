"""Hostile files sent to the service: each gets an answer that says what is wrong with it.

    python tests/service/hostile_uploads.py [--part N/M] [--without SORTS]

Sends them to every address that takes a file, prints what was answered otherwise, and exits with 1
then. A process of the service may take 2 GB, and 60 seconds.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fastapi.testclient import TestClient
from hostile_files import GOOD, HostileFile, hostile_files
from shared import ROOT

MEMORY, SECONDS = 2 << 30, 60
TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".parquet"}
SCHEMA = "schemas/twin_towns.py:TwinTowns"
# An answer tells what is wrong with the file, never that the service broke.
ANSWERS = {200, 400, 413, 415, 422}


def sent(file: HostileFile) -> Iterator[tuple[str, dict[str, str], dict[str, tuple[str, bytes]]]]:
    """Where a file is sent, with which fields, and as what."""
    own, good = (file.name, file.data), ("good.csv", GOOD[".csv"].encode())
    yield "/api/resolve/file", {}, {"file": own}
    yield "/api/match/files", {"format": "csv"}, {"left": own, "right": good}
    yield "/api/validate", {"schema": SCHEMA}, {"file": own}


def faults(client: TestClient, file: HostileFile) -> list[str]:
    """What is wrong with the answers to a file."""
    found = []
    for address, fields, files in sent(file):
        before = time.monotonic()
        answer = client.post(address, data=fields, files=files)
        took = time.monotonic() - before
        said = answer.text
        if answer.status_code not in ANSWERS:
            found.append(f"{address}: {answer.status_code} {said[:300]}")
        elif "Traceback" in said or "/tmp" in said:
            found.append(f"{address}: tells of the machine: {said[:300]}")
        elif answer.status_code != 200 and not answer.json()["error"]["message"].strip():
            found.append(f"{address}: {answer.status_code} without a word")
        elif took > SECONDS:
            found.append(f"{address}: took {took:.0f} s")
    return found


def tables(without: Sequence[str] = ()) -> list[HostileFile]:
    """Hostile files that a client can send as a table, and a few that are no table at all."""
    files = [
        file
        for file in hostile_files(without)
        if Path(file.name).suffix in TABLES or file.name.endswith("-1.pdf")
    ]
    named = [
        HostileFile("names", name, GOOD[".csv"].encode())
        for name in ("../../a.csv", "a\x1b[2J.csv", "x" * 300 + ".csv", "a.exe", "a", "市.csv",
                     ".csv", "a.csv.gz", "C:\\con.csv")
    ]  # fmt: skip
    return files + named


def main() -> int:
    """Send what the arguments ask for; 1 where an answer is wrong."""
    import reconcile
    from reconcile.service.settings import ServiceSettings

    parser = argparse.ArgumentParser()
    parser.add_argument("--part", default="1/1", help="N/M: every M-th file, from the N-th")
    parser.add_argument("--without", default="", help="sorts to leave out, joined by commas")
    asked = parser.parse_args()
    first, step = map(int, asked.part.split("/"))
    chosen = tables(asked.without.split(","))[first - 1 :: step]
    settings = ServiceSettings(warm=False, seconds=SECONDS, worker_bytes=MEMORY)
    app = reconcile.create_app(reconcile.load_workspace(ROOT), settings=settings)
    failed = 0
    started = time.monotonic()
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        for file in chosen:
            for fault in faults(client, file):
                failed += 1
                print(f"-- {file.name!r}: {fault}", flush=True)
    print(f"{len(chosen)} files sent to 3 addresses, {failed} wrong answers; "
          f"{time.monotonic() - started:.0f} s")  # fmt: skip
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
