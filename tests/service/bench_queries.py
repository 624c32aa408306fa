"""How long batches of ten queries take: `python tests/service/bench_queries.py`.

A real server on loopback; each figure is the median and the 95th percentile over batches, in
milliseconds, seen by a client that keeps its connection. Names are drawn from the gazetteer, the
same on each run.
"""

from __future__ import annotations

import http.client
import json
import random
import statistics
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

import reconcile
from reconcile.gazetteer import Gazetteer
from reconcile.names.country import country_name
from reconcile.service import create_app

BATCHES = 40


def main() -> None:
    """Print the figures."""
    app = create_app(reconcile.find_workspace(Path(__file__).parent))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    connection = http.client.HTTPConnection("127.0.0.1", port)
    known, unknown, partners = _known(), _misspelt(), _partners()
    ask(connection, "/reconcile", known[-10:], country=True)  # everything is loaded
    print(f"{'10 queries each':44} {'median':>8} {'p95':>8} ms")
    for title, path, names, country in (
        ("gazetteer, new names, country told", "/reconcile", known, True),
        ("gazetteer, the same again", "/reconcile", known, True),
        ("gazetteer, new names, no country", "/reconcile", known, False),
        ("gazetteer, misspelt names, country told", "/reconcile", unknown, True),
        ("gazetteer, misspelt names, no country", "/reconcile", unknown, False),
        ("a source of 38, new names, country told", "/reconcile/guangzhou-en", partners, True),
        ("a source of 38, the same again", "/reconcile/guangzhou-en", partners, True),
        ("a source of 38, new names, no country", "/reconcile/guangzhou-en", partners, False),
        ("a source of 996, new names, country told", "/reconcile/wikipedia-en", partners, True),
        ("a source of 996, the same again", "/reconcile/wikipedia-en", partners, True),
        ("a source of 996, new names, no country", "/reconcile/wikipedia-en", partners, False),
        ("a source of 996, names it lacks", "/reconcile/wikipedia-en", known, True),
    ):
        times = [
            ask(connection, path, names[at : at + 10], country=country)
            for at in range(0, min(len(names), 10 * BATCHES), 10)
        ]
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"{title:44} {statistics.median(times):8.1f} {p95:8.1f}")
    server.should_exit = True
    thread.join()


def ask(
    connection: http.client.HTTPConnection,
    path: str,
    names: list[tuple[str, str]],
    *,
    country: bool,
) -> float:
    """Milliseconds until a batch is answered."""
    batch = {
        f"q{n}": {
            "query": name,
            "properties": [{"pid": "country", "v": where}] if country else [],
        }
        for n, (name, where) in enumerate(names)
    }
    form = urlencode({"queries": json.dumps(batch)})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    connection.request("POST", path, form, kind)
    response = connection.getresponse()
    body = response.read()
    taken = 1000 * (time.perf_counter() - started)
    if response.status != 200 or len(json.loads(body)) != len(names):
        raise RuntimeError(f"{path} answered {response.status}: {body[:200]!r}")
    return taken


def _known() -> list[tuple[str, str]]:
    """Chinese names of places all over the world."""
    gazetteer = Gazetteer.default()
    places = [
        place
        for place in gazetteer.beginning_with("", most=20_000)
        if place.name_zh and place.country not in ("CN", "TW", "HK", "MO")
    ]
    drawn = random.Random(7).sample(places, 10 * BATCHES + 10)
    return [(str(place.name_zh), country_name(place.country, "zh")) for place in drawn]


def _misspelt() -> list[tuple[str, str]]:
    """The same, each with a character too many, so that the gazetteer knows few of them."""
    return [(f"{name[:-1]}斯{name[-1]}", where) for name, where in _known()[: 10 * BATCHES // 2]]


def _partners() -> list[tuple[str, str]]:
    """Names of the first table of Guangzhou's Chinese list."""
    workspace = reconcile.find_workspace(Path(__file__).parent)
    from reconcile import pipeline

    rows = pipeline.load(workspace, "guangzhou-zh").entries
    return [(row.name, row.country) for row in rows if row.relation == "sister"]


if __name__ == "__main__":
    main()
