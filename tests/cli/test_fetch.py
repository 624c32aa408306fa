"""`reconcile fetch` against a site whose list changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from outcome import Call
from website import Request, Site, in_turn, redirect, running_site, status

READER = """
# How the page is laid out.
[reader]
layout = "records"
relation = "sister"

[reader.fields]
"Date" = "date"

[[reader.claims]]
pattern = 'has {number} sister cities'
what = "entries"
relation = "sister"
"""
ROWS = (
    ("Turku, Finland", "1998-05-02"),
    ("Leningrad, Russia", "2001-06-07"),
    ("Toledo, Spain", "2003-04-05"),
)


def page(*rows: tuple[str, str], total: int | None = None) -> bytes:
    """The page as a publisher would write it."""
    lines = [f"Lakeside has {len(rows) if total is None else total} sister cities.", ""]
    for number, (place, date) in enumerate(rows, start=1):
        lines += [f"{number}. {place}", "", f"Date: {date}", ""]
    return "\n".join(lines).encode()


@pytest.fixture
def site(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The page of lake-en, on line; its tables were read from it, and committed."""
    monkeypatch.setenv("NO_PROXY", "*")
    with running_site() as running:
        path = workspace / "sources" / "lake-en" / "source.toml"
        text = path.read_text("utf-8").rstrip() + f'  # the shore\nurl = "{running.url}/list"\n'
        path.write_text(text + READER, "utf-8")
        running.pages["/list"] = page(*ROWS)
        (workspace / "page.txt").write_bytes(page(*ROWS))
        from reconcile.api.read import read, write
        from reconcile.workspace import load

        found = load(workspace)
        write(found, read(found, "lake-en", workspace / "page.txt"))
        yield running


def test_an_unchanged_page_is_no_drift(reconcile: Call, site: Site, workspace: Path) -> None:
    outcome = reconcile("fetch", "lake-en")
    assert outcome.code == 0
    assert outcome.out.startswith("lake-en: no drift")
    (snapshot,) = [p for p in (workspace / ".reconcile/snapshots").iterdir() if len(p.name) == 64]
    assert snapshot.read_bytes() == page(*ROWS)


def test_what_changed_is_told_part_by_part(reconcile: Call, site: Site) -> None:
    site.pages["/list"] = page(
        ("Oulu, Finland", "1997-01-01"),
        ("Turku, Finland", "1998-05-03"),
        ("Saint Petersburg, Russia", "2001-06-07"),
    )
    outcome = reconcile("fetch")
    assert outcome.code == 1
    out = " ".join(outcome.out.split())
    assert "added: 1 3 Oulu, Finland (Lakeside, sister, 1997-01-01)" in out
    assert "removed: 1 11 Toledo, Spain (Lakeside, sister, 2003-04-05)" in out
    assert "Leningrad -> Saint Petersburg, Russia" in out
    assert 'date "1998-05-02" -> "1998-05-03"' in out
    assert "1 added, 1 removed, 1 renamed, 1 changed" in out
    assert "--write" in outcome.err
    found = json.loads(reconcile("fetch", "--format", "json").out)
    assert found["schema"] == "reconcile-fetch/1"
    (source,) = found["sources"]
    assert source["outcome"] == "drift"
    assert [row["name"] for row in source["drift"]["added"]] == ["Oulu"]
    assert source["drift"]["renamed"][0]["before"]["name"] == "Leningrad"


def test_a_total_that_changes_alone_is_drift(reconcile: Call, site: Site) -> None:
    site.pages["/list"] = page(*ROWS, total=4)
    outcome = reconcile("fetch")
    assert outcome.code == 1
    assert "states 4 sister entries, stated 3 before" in outcome.out


def test_lines_that_slide_down_are_no_drift(reconcile: Call, site: Site) -> None:
    site.pages["/list"] = b"\n\n" + page(*ROWS)
    outcome = reconcile("fetch")
    assert outcome.code == 0
    assert "no drift; 3 rows on another line" in outcome.out


def test_write_keeps_the_former_state_and_the_comments(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    folder = workspace / "sources" / "lake-en"
    before = (folder / "entries.csv").read_text("utf-8")
    site.pages["/list"] = page(*ROWS, ("Oulu, Finland", "2021-01-01"))
    assert reconcile("--today", "2024-02-01", "fetch", "--write").code == 0
    assert "Oulu" in (folder / "entries.csv").read_text("utf-8")
    state = folder / "history" / "2020-03-01"
    assert (state / "entries.csv").read_text("utf-8") == before
    assert "as_of = 2020-03-01" in (state / "snapshot.toml").read_text("utf-8")
    written = (folder / "source.toml").read_text("utf-8")
    assert "# the shore" in written
    assert "# How the page is laid out." in written
    assert "as_of = {earliest = 2020-03-01, latest = 2024-02-01}" in written
    assert "retrieved = 2024-02-01" in written
    again = reconcile("--today", "2024-03-01", "fetch")
    assert again.code == 0
    assert "the very page that its tables were read from" in again.out
    # Seen again, unchanged: the same state, so the history does not grow.
    assert reconcile("--today", "2024-03-01", "fetch", "--write").code == 0
    assert [p.name for p in (folder / "history").iterdir()] == ["2020-03-01"]
    assert "retrieved = 2024-03-01" in (folder / "source.toml").read_text("utf-8")
    assert reconcile("check", "--fail-on", "never").code == 0


def test_a_page_that_the_server_calls_unchanged_is_read_from_its_snapshot(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    def conditional(request: Request) -> None:
        same = request.headers.get("If-None-Match") == '"v2"'
        body = page(*ROWS, ("Oulu, Finland", "2021-01-01"))
        request.answer(b"" if same else body, status=304 if same else 200, headers={"ETag": '"v2"'})

    site.pages["/list"] = conditional
    assert reconcile("fetch").code == 1
    again = reconcile("fetch", "--format", "json")
    assert again.code == 1  # nobody put it in place yet
    assert json.loads(again.out)["sources"][0]["not_modified"] is True
    for path in (workspace / ".reconcile/snapshots").glob("?" * 64):
        path.write_bytes(b"damaged")
    whole = reconcile("fetch", "--format", "json")
    assert json.loads(whole.out)["sources"][0]["not_modified"] is False


def test_a_page_that_lost_its_list_is_never_put_in_place(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    before = (workspace / "sources/lake-en/entries.csv").read_bytes()
    site.pages["/list"] = b"Please log in to see this page.\n"
    outcome = reconcile("fetch", "--write")
    assert outcome.code == 3
    assert "holds none of the 3 entries" in outcome.out
    assert (workspace / "sources/lake-en/entries.csv").read_bytes() == before


def test_one_source_out_of_reach_does_not_stop_the_others(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    other = workspace / "sources/lake-zh/source.toml"
    other.write_text(other.read_text("utf-8") + f'url = "{site.url}/gone"\n', "utf-8")
    outcome = reconcile("fetch")
    assert outcome.code == 3
    assert "lake-en: no drift" in outcome.out
    assert "lake-zh: failed;" in outcome.out
    assert "404 Not Found" in outcome.out


def test_redirects_are_shown(reconcile: Call, site: Site) -> None:
    site.pages |= {"/list": redirect("/new"), "/new": page(*ROWS)}
    outcome = reconcile("fetch")
    assert outcome.code == 0
    assert f"redirected to {site.url}/new" in outcome.out


def test_a_server_that_is_busy_for_a_moment_is_waited_for(reconcile: Call, site: Site) -> None:
    site.pages["/list"] = in_turn(status(503, {"Retry-After": "0"}), page(*ROWS))
    assert reconcile("fetch").code == 0


def test_the_encoding_that_the_server_names_decides_where_the_bytes_do_not(
    reconcile: Call, site: Site
) -> None:
    text = page(("Malmö, Sweden", "1998-05-02")).decode()
    site.pages["/list"] = lambda request: request.answer(
        text.encode("latin-1"), headers={"Content-Type": "text/plain; charset=ISO-8859-1"}
    )
    assert "Malmö, Sweden" in reconcile("fetch").out
    site.pages["/list"] = text.encode("latin-1")
    assert "is no UTF-8" in reconcile("fetch").out


def test_a_source_without_a_reader_is_held_against_its_hash(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    import hashlib

    path = workspace / "sources/lake-zh/source.toml"
    digest = hashlib.sha256(b"one").hexdigest()
    site.pages["/zh"] = in_turn(b"one", b"two")
    text = path.read_text("utf-8")
    path.write_text(f'{text}url = "{site.url}/zh"\noriginal_sha256 = "{digest}"\n', "utf-8")
    assert reconcile("fetch", "lake-zh").code == 0
    outcome = reconcile("fetch", "lake-zh")
    assert outcome.code == 1
    assert "no [reader]" in outcome.out


def test_a_workspace_tells_servers_whom_to_write_to(
    reconcile: Call, site: Site, workspace: Path
) -> None:
    (workspace / "reconcile.toml").write_text('[fetch]\ncontact = "lists@example.org"\n', "utf-8")
    reconcile("fetch")
    assert "lists@example.org" in site.asked[-1][1]["User-Agent"]


def test_nothing_to_fetch_is_said_so(reconcile: Call, workspace: Path) -> None:
    outcome = reconcile("fetch")
    assert outcome.code == 5
    assert "no source has a url" in outcome.err
    outcome = reconcile("fetch", "lake-en")
    assert outcome.code == 2
    assert "has no url" in outcome.err
    assert reconcile("fetch", "lake-em").code == 2


def test_an_address_that_is_none_is_a_configuration_error(reconcile: Call, workspace: Path) -> None:
    path = workspace / "sources/lake-en/source.toml"
    path.write_text(path.read_text("utf-8") + 'url = "example.org/list"\n', "utf-8")
    outcome = reconcile("fetch")
    assert outcome.code == 2
    assert "is no address" in outcome.out


def test_after_a_change_the_former_state_still_answers_for_its_time(
    reconcile: Call, site: Site
) -> None:
    site.pages["/list"] = page(*ROWS[:2], ("Oulu, Finland", "2021-01-01"))
    assert reconcile("--today", "2024-02-01", "fetch", "--write").code == 0

    def entries(day: str) -> set[str]:
        printed = reconcile("check", "--as-of", day, "--fail-on", "never", "--format", "json").out
        rows = json.loads(printed)["relationships"]
        return {row["partner"]["name"] for row in rows if row["entries"][0]["source"] == "lake-en"}

    assert "Toledo" in entries("2022-01-01")
    assert "Toledo" not in entries("2024-02-01")
    told = reconcile("history", "Toledo").out
    assert "ceased after the state of 2020-03-01 (line 11)" in " ".join(told.split())
    assert "began after the state of 2020-03-01" in " ".join(
        reconcile("history", "Oulu").out.split()
    )
