"""Pages fetched from a site that is slow, broken, huge, in motion or unwilling."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from website import HURRY, Request, Site, in_turn, redirect, running_site, status

from reconcile.errors import ConfigurationError, UnreachableError
from reconcile.fetching import Limits, Page, Validators, Visitor

Get = Callable[..., Page]


def test_a_page_comes_with_what_the_server_says_of_it(site: Site, get: Get) -> None:
    site.pages["/list"] = lambda request: request.answer(
        "图尔库".encode("gb18030"),
        headers={
            "Content-Type": "text/html; charset=gb18030",
            "ETag": '"v1"',
            "Last-Modified": "Wed, 01 May 2024 10:00:00 GMT",
        },
    )
    page = get(f"{site.url}/list")
    assert page.body == "图尔库".encode("gb18030")
    assert page.content_type == "text/html; charset=gb18030"
    assert page.validators == Validators(etag='"v1"', last_modified="Wed, 01 May 2024 10:00:00 GMT")
    assert site.paths == ["/robots.txt", "/list"]
    assert site.asked[1][1]["User-Agent"].startswith("reconcile-places")


def test_a_page_that_did_not_change_is_not_sent_again(site: Site, get: Get) -> None:
    def page(request: Request) -> None:
        same = request.headers.get("If-None-Match") == '"v1"'
        request.answer(b"" if same else b"a list", status=304 if same else 200)

    site.pages["/list"] = page
    assert get(f"{site.url}/list", known=Validators(etag='"v1"')).body is None
    assert get(f"{site.url}/list", known=Validators(etag='"v0"')).body == b"a list"


def test_a_page_changed_in_this_very_second_is_asked_for_again_as_a_whole(
    site: Site, get: Get
) -> None:
    def fresh(request: Request) -> None:
        request.answer(b"a list", headers={"Last-Modified": request.date_time_string()})

    site.pages["/list"] = fresh
    assert get(f"{site.url}/list").validators == Validators()


def test_a_server_that_claims_no_change_since_nothing_is_wrong(site: Site, get: Get) -> None:
    site.pages["/list"] = lambda request: request.answer(status=304)
    with pytest.raises(UnreachableError, match="copy that we lack"):
        get(f"{site.url}/list")


# --- robots.txt ---------------------------------------------------------------------------------


def test_robots_txt_is_honoured_for_us_and_for_all(site: Site, get: Get) -> None:
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /private\n\nUser-agent: reconcile-places\nDisallow: /lists/\n"
    )
    site.pages |= {"/lists/a": b"a", "/private": b"b"}
    with pytest.raises(UnreachableError, match=r"robots\.txt of .* does not allow .*/lists/a"):
        get(f"{site.url}/lists/a")
    assert "/lists/a" not in site.paths
    assert get(f"{site.url}/private").body == b"b"  # our own group replaces the one for all


@pytest.mark.parametrize("code", [401, 403, 500, 503])
def test_robots_txt_that_cannot_be_read_forbids_everything(site: Site, get: Get, code: int) -> None:
    site.pages |= {"/robots.txt": status(code), "/list": b"a"}
    with pytest.raises(UnreachableError, match="could not be read, so no page there"):
        get(f"{site.url}/list")
    assert "/list" not in site.paths


def test_robots_txt_of_the_host_that_a_redirect_leads_to_counts(site: Site, get: Get) -> None:
    with running_site() as other:
        other.pages |= {"/robots.txt": b"User-agent: *\nDisallow: /\n", "/list": b"a"}
        site.pages["/list"] = redirect(f"{other.url}/list")
        with pytest.raises(UnreachableError, match="does not allow"):
            get(f"{site.url}/list")
        assert other.paths == ["/robots.txt"]


def test_pages_of_one_host_are_asked_for_with_the_pause_that_it_wants(site: Site) -> None:
    site.pages |= {"/robots.txt": b"User-agent: *\nCrawl-delay: 7\n", "/a": b"a", "/b": b"b"}
    waits: list[float] = []
    limits = Limits(total=60, pause=1)
    with Visitor(limits=limits, sleep=waits.append) as visitor:
        visitor.get(f"{site.url}/a")
        assert waits == []
        visitor.get(f"{site.url}/b")
    assert [round(wait) for wait in waits] == [7]


def test_a_host_that_wants_hours_between_two_pages_is_not_waited_for(site: Site) -> None:
    site.pages |= {"/robots.txt": b"User-agent: *\nCrawl-delay: 7200\n", "/a": b"a", "/b": b"b"}
    with Visitor(limits=HURRY) as visitor:
        visitor.get(f"{site.url}/a")
        with pytest.raises(UnreachableError, match="asks for 7200 s between two pages"):
            visitor.get(f"{site.url}/b")


def test_a_proxy_of_the_environment_is_used(
    site: Site, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("http_proxy", site.url)
    site.pages["http://lists.example/list"] = b"a list"
    visitor = Visitor(limits=HURRY, is_public=lambda _: False)
    assert get("http://lists.example/list", visitor=visitor).body == b"a list"
    assert site.paths == ["http://lists.example/robots.txt", "http://lists.example/list"]


# --- redirects ----------------------------------------------------------------------------------


def test_redirects_are_followed_and_told(site: Site, get: Get) -> None:
    site.pages |= {"/a": redirect("/b", 301), "/b": redirect("c"), "/c": b"a list"}
    page = get(f"{site.url}/a")
    assert page.body == b"a list"
    assert page.redirects == (f"{site.url}/b", f"{site.url}/c")


def test_redirects_in_a_circle_end(site: Site, get: Get) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(UnreachableError, match=r"in a circle: .*/a -> .*/b -> .*/a"):
        get(f"{site.url}/a")


def test_redirects_without_end_end(site: Site, get: Get) -> None:
    for n in range(20):
        site.pages[f"/{n}"] = redirect(f"/{n + 1}")
    with pytest.raises(UnreachableError, match="redirects too often"):
        get(f"{site.url}/0")
    assert len(site.paths) == 1 + 1 + HURRY.redirects


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/a"])
def test_a_redirect_to_anything_but_the_web_is_refused(site: Site, get: Get, target: str) -> None:
    site.pages["/a"] = redirect(target)
    with pytest.raises(UnreachableError, match="redirects to no web page"):
        get(f"{site.url}/a")


def test_a_public_page_leads_nowhere_private(site: Site, get: Get) -> None:
    with running_site("127.0.0.2") as private:
        private.pages["/secret"] = b"secret"
        site.pages["/a"] = redirect(f"{private.url}/secret")
        visitor = Visitor(limits=HURRY, is_public=lambda address: address == "127.0.0.1")
        with pytest.raises(UnreachableError, match=r"redirects to 127\.0\.0\.2"):
            get(f"{site.url}/a", visitor=visitor)
        assert private.asked == []  # not even its robots.txt
        # A source that is itself inside may lead to another place inside.
        assert get(f"{site.url}/a").body == b"secret"


@pytest.mark.parametrize("url", ["ftp://example.org/a", "example.org", "http://", "http://a b/"])
def test_what_is_no_address_of_a_page_is_said_so(get: Get, url: str) -> None:
    with pytest.raises(ConfigurationError, match="is no address of a page"):
        get(url)


def test_a_password_in_an_address_is_refused_and_not_printed(site: Site, get: Get) -> None:
    with pytest.raises(ConfigurationError, match="holds a name or a password") as caught:
        get("https://me:geheim@lists.example/")
    assert "geheim" not in str(caught.value)
    site.pages["/a"] = redirect("http://me:geheim@127.0.0.1/")
    with pytest.raises(UnreachableError, match="redirects to no web page"):
        get(f"{site.url}/a")


# --- slow, broken, huge -------------------------------------------------------------------------


def test_a_server_that_is_silent_is_not_waited_for(site: Site, get: Get) -> None:
    site.pages["/a"] = lambda _: site.over.wait(5) and None
    visitor = Visitor(limits=replace(HURRY, read=0.5))
    with pytest.raises(UnreachableError, match=r"did not answer within 0\.5 s"):
        get(f"{site.url}/a", visitor=visitor)
    assert site.paths.count("/a") == 1


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"])
def test_a_server_that_drips_is_cut_off(site: Site, get: Get, head: bytes) -> None:
    def drip(request: Request) -> None:
        request.raw(head or b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not site.over.wait(0.05):
            request.raw(b"a")

    site.pages["/a"] = drip
    visitor = Visitor(limits=replace(HURRY, total=1.5))
    with pytest.raises(UnreachableError, match=r"was not done within 1\.5 s"):
        get(f"{site.url}/a", visitor=visitor)


def test_a_page_that_breaks_off_is_asked_for_again(site: Site, get: Get) -> None:
    def broken(request: Request) -> None:
        request.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\na l")

    site.pages["/a"] = in_turn(broken, b"a list")
    assert get(f"{site.url}/a").body == b"a list"
    site.pages["/a"] = broken
    with pytest.raises(UnreachableError, match="broke off"):
        get(f"{site.url}/a")


def test_an_answer_that_is_no_http_is_said_so(site: Site, get: Get) -> None:
    site.pages["/a"] = lambda request: request.raw(b"SSH-2.0-OpenSSH_9.2\r\n")
    with pytest.raises(UnreachableError, match="broke off"):
        get(f"{site.url}/a")


def test_a_huge_page_is_not_taken(site: Site, get: Get) -> None:
    site.pages["/a"] = lambda request: request.raw(
        b"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n"
    )
    with pytest.raises(UnreachableError, match="says that it has 9000 MB"):
        get(f"{site.url}/a")


def test_a_page_without_end_is_not_taken(site: Site, get: Get) -> None:
    sent: list[int] = []

    def endless(request: Request) -> None:
        request.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not site.over.is_set() and len(sent) < 10_000:
            sent.append(1)
            request.raw(b"1000\r\n" + b"a" * 4096 + b"\r\n")

    site.pages["/a"] = endless
    with pytest.raises(UnreachableError, match="is larger than 0 MB"):
        get(f"{site.url}/a")
    assert len(sent) < 10_000


def test_a_compressed_page_is_opened_and_a_bomb_is_not(site: Site, get: Get) -> None:
    def zipped(body: bytes, of: str = "gzip") -> Callable[[Request], None]:
        return lambda request: request.answer(body, headers={"Content-Encoding": of})

    site.pages["/a"] = zipped(gzip.compress("图尔库".encode() * 1000))
    assert get(f"{site.url}/a").body == "图尔库".encode() * 1000
    site.pages["/a"] = zipped(gzip.compress(b"a") + gzip.compress(b"b"))
    assert get(f"{site.url}/a").body == b"ab"
    site.pages["/a"] = zipped(gzip.compress(bytes(50_000_000)))
    with pytest.raises(UnreachableError, match="is larger than"):
        get(f"{site.url}/a")
    site.pages["/a"] = zipped(gzip.compress(b"a list" * 100)[:-12])
    with pytest.raises(UnreachableError, match="broke off in the middle of a compressed page"):
        get(f"{site.url}/a")
    site.pages["/a"] = zipped(b"a list")
    with pytest.raises(UnreachableError, match="says that it is gzip, and is not"):
        get(f"{site.url}/a")
    site.pages["/a"] = zipped(b"a list", of="br")
    with pytest.raises(UnreachableError, match='encoded as "br"'):
        get(f"{site.url}/a")


# --- patience -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(site: Site, get: Get, code: int) -> None:
    site.pages["/a"] = in_turn(status(code), status(code), b"a list")
    assert get(f"{site.url}/a").body == b"a list"
    site.pages["/a"] = status(code)
    with pytest.raises(UnreachableError, match=f"answers {code}"):
        get(f"{site.url}/a")


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 418])
def test_a_refusal_is_final(site: Site, get: Get, code: int) -> None:
    site.pages["/a"] = status(code)
    with pytest.raises(UnreachableError, match=f"answers {code}"):
        get(f"{site.url}/a")
    assert site.paths.count("/a") == 1


def test_retry_after_is_kept(site: Site) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    site.pages["/a"] = in_turn(
        status(503, {"Retry-After": "9"}), status(429, {"Retry-After": soon}), b"a list"
    )
    waits: list[float] = []
    with Visitor(limits=Limits(total=600, pause=0), sleep=waits.append) as visitor:
        assert visitor.get(f"{site.url}/a").body == b"a list"
    assert waits[0] == 9
    assert 20 < waits[1] <= 30


def test_a_server_that_asks_for_an_hour_is_left_in_peace(site: Site, get: Get) -> None:
    site.pages["/a"] = status(503, {"Retry-After": "3600"})
    with pytest.raises(UnreachableError, match="in 3600 s, as it asks"):
        get(f"{site.url}/a")
    assert site.paths.count("/a") == 1


def test_without_a_network_the_message_says_what_to_do(site: Site, get: Get) -> None:
    with running_site() as gone:
        url = gone.url
    with pytest.raises(UnreachableError, match="cannot be reached") as caught:
        get(f"{url}/list")
    assert "reconcile read" in caught.value.hint
    assert caught.value.where == f"{url}/list"
