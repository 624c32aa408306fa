"""Who may come in."""

from __future__ import annotations

import base64

import pytest
from fastapi.testclient import TestClient

from reconcile.service.guard.token import COOKIE, SESSION, new_session, session_holds

TOKEN = "a-token-of-good-length-令牌"


@pytest.fixture
def guarded(serve) -> TestClient:
    client: TestClient = serve(token=TOKEN)
    return client


def bearer(token: str) -> dict[str, bytes]:
    return {"authorization": f"Bearer {token}".encode()}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api",
        "/metrics",
        "/api/openapi.json",
        "/reconcile?query=Turku",
        "/reconcile?callback=f&queries=",
        "/reconcile/suggest/entity?prefix=T",
        "/reconcile/preview?id=1",
        "/reconcile/lake-en/view?id=1",
        "/reconcile/lake-en/properties",
    ],
)
def test_without_the_token_nothing_is_answered(guarded: TestClient, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("wrong", ["", "x", TOKEN[:-1], f"{TOKEN}x", "\N{BOM}"])
def test_another_token_opens_nothing(guarded: TestClient, wrong: str) -> None:
    assert guarded.get("/api", headers=bearer(wrong)).status_code == 401


def test_the_token_opens_everything(serve) -> None:
    client = serve(token="plain-token-of-length")
    assert client.get("/api", headers=bearer("plain-token-of-length")).status_code == 200
    pair = base64.b64encode(b"anybody:plain-token-of-length").decode()
    assert client.get("/api", headers={"authorization": f"Basic {pair}"}).status_code == 200


def test_health_needs_no_token_and_tells_nothing(guarded: TestClient) -> None:
    assert guarded.get("/healthz").json() == {"status": "ready"}


def test_the_reconciliation_api_can_be_open_alone(serve) -> None:
    client = serve(token=TOKEN, open_reconcile=True)
    assert client.get("/reconcile").status_code != 401
    assert client.get("/reconcilex").status_code == 401
    assert client.get("/api").status_code == 401


def test_a_browser_is_led_to_the_login_and_back(guarded: TestClient) -> None:
    away = guarded.get("/api?x=1", headers={"accept": "text/html"})
    assert away.status_code == 303
    assert away.headers["location"] == "/login?next=/api%3Fx%3D1"
    assert 'action="/login?next=%2Fapi%3Fx%3D1"' in guarded.get(away.headers["location"]).text
    back = guarded.post(away.headers["location"], data={"token": TOKEN})
    assert back.status_code == 303
    assert back.headers["location"] == "/api?x=1"
    cookie = back.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
    assert guarded.get("/api").status_code == 200
    guarded.post("/logout")
    assert guarded.get("/api").status_code == 401


def test_a_login_never_leads_elsewhere(guarded: TestClient) -> None:
    for away in ("//evil.example", "https://evil.example", "/\\evil.example", "/\n/x"):
        answer = guarded.post("/login", params={"next": away}, data={"token": TOKEN})
        assert answer.headers["location"] == "/"


def test_a_cookie_does_not_open_the_api_that_other_pages_may_read(guarded: TestClient) -> None:
    guarded.post("/login", data={"token": TOKEN})
    assert guarded.get("/reconcile?query=Turku").status_code == 401


@pytest.mark.parametrize("path", ["", "/", "/lake-en", "/v1", "/v1/lake-en", "?callback=f"])
def test_a_manifest_says_how_to_show_the_token_and_asks_for_none(
    guarded: TestClient, path: str
) -> None:
    answer = guarded.get(f"/reconcile{path}")
    assert answer.status_code == 200
    assert "Authorization" in answer.text
    assert guarded.post(f"/reconcile{path}", data={"queries": "{}"}).status_code == 401


def test_a_source_that_is_not_there_names_no_other_without_the_token(guarded: TestClient) -> None:
    answer = guarded.get("/reconcile/lakes-en")
    assert answer.status_code == 404
    assert "lake-en" not in answer.text


def test_the_key_that_a_manifest_asks_for_is_the_bare_token(serve) -> None:
    client = serve(token="plain-token-of-length")
    key = {"authorization": "plain-token-of-length"}
    asked = {"queries": '{"q0": {"query": "Turku"}}'}
    assert client.post("/reconcile", data=asked, headers=key).status_code == 200
    key = {"authorization": "another-token-of-length"}
    assert client.post("/reconcile", data=asked, headers=key).status_code == 401


def test_guessing_tokens_at_the_login_is_slow(guarded: TestClient) -> None:
    answers = [guarded.post("/login", data={"token": f"guess {n}"}) for n in range(12)]
    assert [each.status_code for each in answers] == [401] * 10 + [429] * 2
    assert guarded.post("/login", data={"token": TOKEN}).status_code == 429


def test_a_session_ends_and_cannot_be_made_up() -> None:
    cookie = new_session(TOKEN, now=1000)
    assert session_holds(cookie, TOKEN, now=1000 + SESSION - 1)
    assert not session_holds(cookie, TOKEN, now=1000 + SESSION)
    until, rest = cookie.split(".", 1)
    for forged in ("", "..", f"{int(until) + 9}.{rest}", cookie[:-1], "٣.a.b", f"{cookie}é"):
        assert not session_holds(forged, TOKEN, now=1000), forged


def test_a_made_up_cookie_opens_nothing(guarded: TestClient) -> None:
    guarded.cookies.set(COOKIE, new_session("another token", now=9e9))
    assert guarded.get("/api").status_code == 401
