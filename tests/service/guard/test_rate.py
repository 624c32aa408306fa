"""So many requests of one client."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reconcile.service.guard.rate import Buckets


def test_who_asks_too_often_is_told_to_wait(serve) -> None:
    client = serve(rate=0.5, burst=3)
    answers = [client.get("/api") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 2
    assert client.get("/healthz").status_code == 200  # whoever watches the service may


def test_on_this_machine_nobody_is_counted(serve) -> None:
    client = serve()
    assert {client.get("/api").status_code for _ in range(300)} == {200}


@given(st.lists(st.floats(0, 10), max_size=60), st.integers(1, 5), st.floats(0.1, 5))
def test_no_client_gets_more_than_burst_and_rate_allow(
    pauses: list[float], burst: int, rate: float
) -> None:
    buckets, now, allowed = Buckets(rate, burst), 0.0, 0
    for pause in pauses:
        now += pause
        allowed += buckets.wait("a", now=now) == 0
    assert allowed <= burst + now * rate + 1e-6


def test_clients_don_t_share_a_bucket_and_memory_is_bounded() -> None:
    buckets = Buckets(1, 1)
    assert not any(buckets.wait(f"client {n}", now=0) for n in range(20_000))
    assert len(buckets._left) == 10_000
