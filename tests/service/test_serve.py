"""The service as a process: it starts, stops, and says why it cannot."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import httpx2
import pytest
from running import running

from reconcile.errors import UsageError
from reconcile.service import background
from reconcile.service.serve import listen
from reconcile.service.settings import is_loopback, settings_of

TOKEN = "a-token-of-good-length"


def test_sigterm_stops_it_with_0_after_the_answers_and_streams_that_go_on(workspace: Path) -> None:
    with running(workspace, RECONCILE_TOKEN=TOKEN) as service:
        client = httpx2.Client(
            base_url=service.url, headers={"authorization": f"Bearer {TOKEN}"}, timeout=180
        )
        with client:
            assert client.get("/api").status_code == 200
            body = {"table": {"rows": [{"name": "罗兹"}] * 20_000}}
            job = client.post("/api/resolve?job=true", json=body).json()
            with client.stream("GET", job["links"]["events"]) as stream:
                lines = stream.iter_lines()
                next(lines)
                service.process.send_signal(signal.SIGTERM)
                with contextlib.suppress(httpx2.HTTPError):
                    list(lines)  # it ends
        assert service.process.wait(180) == 0
    log = "".join(service.said[1:])
    assert all(json.loads(line)["event"] for line in log.splitlines())
    assert TOKEN not in log


def test_sigint_stops_it_with_130(workspace: Path) -> None:
    with running(workspace) as service:
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(180) == 130
    assert "Traceback" not in "".join(service.said)


def test_who_connects_and_says_nothing_is_let_go(workspace: Path) -> None:
    import asyncio

    from uvicorn import Config
    from uvicorn.server import ServerState

    from reconcile.service.protocol import impatient

    async def app(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def run() -> None:
        config = Config(app, http=impatient(0.2), ws="none", log_config=None, lifespan="off")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: config.http_protocol_class(config=config, server_state=state, app_state={}),
            "127.0.0.1", 0,
        )  # fmt: skip
        host, port = server.sockets[0].getsockname()[:2]
        head = b"GET / HTTP/1.1\r\nHost: x\r\n"
        for begin in (b"", head, head + b"X: y"):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(begin)
            assert await asyncio.wait_for(reader.read(), 20) == b"", begin
            writer.close()
        reader, writer = await asyncio.open_connection(host, port)
        for _ in range(2):  # and who asks in time is answered, and may ask again
            writer.write(head + b"\r\n")
            answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
            assert answer.startswith(b"HTTP/1.1 204")
        writer.close()
        server.close()
        await server.wait_closed()

    asyncio.run(run())


def test_a_port_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} of 127.0.0.1 is in use"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", ""])
def test_an_address_that_isn_t_ours_is_told(host: str) -> None:
    if host:
        with pytest.raises(UsageError):
            listen(host, 0)
    else:
        assert not is_loopback(host)


def test_beyond_this_machine_a_token_is_asked_for() -> None:
    with pytest.raises(UsageError, match="no token protects it"):
        settings_of(host="0.0.0.0", token="")
    with pytest.raises(UsageError, match="expected 16 or more"):
        settings_of(host="0.0.0.0", token="short")
    with pytest.raises(UsageError, match="contradict"):
        settings_of(host="0.0.0.0", token=TOKEN, insecure_no_auth=True)
    assert settings_of(host="0.0.0.0", token="", insecure_no_auth=True).rate == 20
    assert settings_of(host="::", token=TOKEN).rate == 20
    assert settings_of(host="127.0.0.1", token="").rate == 0
    assert TOKEN not in repr(settings_of(host="::", token=TOKEN))


def test_review_opens_nothing_where_it_is_told_so(workspace: Path) -> None:
    with running(workspace, "lakes", "--no-open", command="review") as service:
        assert service.url.endswith("?report=lakes")
        until = time.monotonic() + 180
        address = service.url.partition("?")[0]
        while time.monotonic() < until:
            with urlopen(f"{address}healthz/live") as answer:
                assert answer.status == 200
                return


def test_stopped_while_it_warms_it_ends_in_order(workspace: Path) -> None:
    # Threads in native code, unwound with the interpreter, crash the process: now and then.
    for seconds in (0.3, 0.6, 0.9, 1.2):
        with running(workspace) as service:
            time.sleep(seconds)
            service.process.send_signal(signal.SIGTERM)
            assert service.process.wait(180) == 0, seconds


def test_what_computes_beside_the_requests_is_waited_for_but_not_for_ever() -> None:
    go_on = threading.Event()
    background.start(go_on.wait, name="slow")
    assert not background.ended(0)
    go_on.set()
    assert background.ended(20)
