"""Fifty clients at once for a while: no request is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import httpx2
import pytest
from running import Running, running

SECONDS = os.environ.get("RECONCILE_LOAD", "")
CLIENTS = 50

# What is asked for in turn: a path, and a form where it is to be sent. Parts of the service that
# aren't there are left out, which the output tells.
ASKED = (
    ("/healthz", ""),
    ("/api/workspace", ""),
    ("/api/reports/lakes/findings", ""),
    ("/api/explain?zh=%E7%BD%97%E5%85%B9&en=Lodz", ""),
    ("/", ""),
    ("/reconcile", ""),
    ("/reconcile", "queries=%7B%22q0%22%3A%7B%22query%22%3A%22Turku%22%7D%7D"),
)
SCRIPT = """
local asked = {ASKED}
local form = {["Content-Type"] = "application/x-www-form-urlencoded"}
local n = 0
request = function()
  n = n + 1
  local it = asked[n % #asked + 1]
  return wrk.format(it[2] and "POST" or "GET", it[1], it[2] and form or nil, it[2])
end
response = function(status) if status >= 400 then bad = bad + 1 end end
bad = 0
local threads = {}
setup = function(thread) table.insert(threads, thread) end
done = function(summary, latency)
  local lost, e = 0, summary.errors
  for _, thread in ipairs(threads) do lost = lost + thread:get("bad") end
  io.write(string.format("requests %d connect %d read %d write %d timeout %d faults %d\\n",
    summary.requests, e.connect, e.read, e.write, e.timeout, lost))
  io.write(string.format("median_ms %.1f p99_ms %.1f\\n",
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def warm(service: Running) -> None:
    until = time.monotonic() + 120
    while httpx2.get(f"{service.url}/healthz").status_code != 200:
        assert time.monotonic() < until, "it never got ready"
        time.sleep(0.2)


@pytest.mark.skipif(
    not SECONDS, reason="RECONCILE_LOAD (seconds) is not set: .ci/slow/load sets it"
)
def test_fifty_clients_lose_no_request(workspace: Path, tmp_path: Path) -> None:
    wrk = shutil.which("wrk")
    assert wrk, "wrk is not installed"
    script = tmp_path / "ask.lua"
    script.write_text(SCRIPT, "utf-8")
    with running(workspace, "--rate", "0") as service:
        warm(service)
        there = [each for each in ASKED if httpx2.get(service.url + each[0]).is_success]
        print("asked for:", *dict.fromkeys(path for path, _ in there))
        asked = ",".join(
            f"{{{json.dumps(path)}, {json.dumps(form) if form else 'nil'}}}" for path, form in there
        )
        script.write_text(SCRIPT.replace("ASKED", asked), "utf-8")
        told = subprocess.run(
            [wrk, "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--timeout", "20s", "-s", script,
             service.url],
            capture_output=True, text=True, check=True, timeout=float(SECONDS) + 60,
        ).stdout  # fmt: skip
        print(told)
        assert httpx2.get(f"{service.url}/healthz").status_code == 200
        counts = {k: int(v) for k, v in re.findall(r"(\w+) (\d+)", told.split("requests ")[-1])}
        requests = re.search(r"^requests (\d+)", told, re.MULTILINE)
        assert requests
        assert int(requests[1]) > CLIENTS
        lost = {k: v for k, v in counts.items() if k in {"connect", "read", "write", "timeout"}}
        assert lost == dict.fromkeys(("connect", "read", "write", "timeout"), 0)
        assert counts["faults"] == 0
