from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.errors import ConfigurationError
from reconcile.fetching import Fetch, Page, Store, Validators
from reconcile.fetching.addresses import checked_url, is_public, origin
from reconcile.fetching.store import validators

URL = "https://lakeside.example/list"


def page(body: bytes | None, etag: str = "") -> Page:
    return Page(
        url=URL, redirects=(), body=body, content_type="text/html; charset=GB2312",
        validators=Validators(etag=etag),
    )  # fmt: skip


def keep(store: Store, made: Page, before: Fetch | None = None) -> Fetch:
    return store.keep("a", made, retrieved="2024-05-01T10:00:00Z", before=before)


def test_a_page_is_kept_by_its_hash_and_out_of_version_control(tmp_path: Path) -> None:
    store = Store.of(tmp_path)
    kept = keep(store, page(b"a list", '"v1"'))
    assert (tmp_path / ".reconcile/snapshots" / kept.sha256).read_bytes() == b"a list"
    assert (tmp_path / ".reconcile/.gitignore").read_text() == "*\n"
    assert store.last("a", URL) == kept
    assert store.last("a", f"{URL}?page=2") is store.last("b", URL) is None
    assert validators(kept) == Validators(etag='"v1"')
    assert kept.charset == "gb2312"


def test_an_unchanged_page_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    store = Store.of(tmp_path)
    first = keep(store, page(b"a list", '"v1"'))
    again = keep(store, page(None), first)
    assert (again.sha256, again.etag, again.unchanged) == (first.sha256, '"v1"', True)
    assert store.read(again) == b"a list"
    assert len(store.fetches()) == 2


def test_a_damaged_snapshot_is_not_relied_on(tmp_path: Path) -> None:
    store = Store.of(tmp_path)
    kept = keep(store, page(b"a list"))
    (store.folder / kept.sha256).write_bytes(b"a lost")
    assert store.last("a", URL) is None
    assert keep(store, page(b"a list")) == store.last("a", URL)


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "3", '{"source": "a"}', '{"sha256": "../../../etc/passwd"}', "\x00\xff"]
)
def test_a_broken_line_of_the_index_is_passed_over(tmp_path: Path, line: str) -> None:
    store = Store.of(tmp_path)
    kept = keep(store, page(b"a list"))
    with (store.folder / "index.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert store.fetches() == (kept,)


def test_a_hash_of_the_index_is_no_path(tmp_path: Path) -> None:
    store = Store.of(tmp_path)
    kept = keep(store, page(b"a list"))
    index = store.folder / "index.jsonl"
    index.write_text(index.read_text("utf-8").replace(kept.sha256, f"../{'a' * 61}"), "utf-8")
    assert store.fetches() == ()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.20.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # where clouds keep secrets
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:192.168.1.1", False),
    ],
)
def test_private_addresses_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_one_robots_txt_is_for_scheme_host_and_port() -> None:
    assert origin("https://Lakeside.example:8443/a?b") == "https://lakeside.example:8443"
    assert checked_url("https://例子.example/友好") == "https://例子.example/友好"
    with pytest.raises(ConfigurationError, match="no address of a page"):
        checked_url("https://lakeside.example:port/")
