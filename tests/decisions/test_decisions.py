from __future__ import annotations

from pathlib import Path

import pytest
from builders import rows, tables

from reconcile.api import decide as api
from reconcile.api.check import check
from reconcile.api.decide import undo
from reconcile.decisions import Decision, Key, add_decision, load_decisions, remove_decision
from reconcile.errors import ConfigurationError, UnreadableError, UsageError
from reconcile.model import Finding, Tables
from reconcile.reading.tables import write_tables
from reconcile.workspace import Workspace, load


def workspace(root: Path, english: Tables, chinese: Tables) -> Workspace:
    """Two sources about Tartu, written as a user would have them."""
    (root / "reconcile.toml").touch()
    for id_, language, rows_ in (("a", "en", english), ("b", "zh", chinese)):
        folder = root / "sources" / id_
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.toml").write_text(
            f'title = "{id_}"\nlanguage = "{language}"\nsubject = "Tartu"\nrelations = ["sister"]\n'
        )
        write_tables(folder, rows_)
    (root / "reports/r").mkdir(parents=True, exist_ok=True)
    (root / "reports/r/report.toml").write_text('title = "R"\nsources = ["a", "b"]\n')
    return load(root)


ENGLISH = tables(rows("Turku | Finland\nUppsala | Sweden"))
CHINESE = tables(rows("图尔库 | 芬兰"))


@pytest.fixture
def two_lists(tmp_path: Path) -> Workspace:
    return workspace(tmp_path, ENGLISH, CHINESE)


def found(workspace: Workspace, kind: str, today: str = "2026-01-01") -> list[Finding]:
    (report,) = check(load(workspace.root), today=today)
    return [finding for finding in report.findings if finding.kind == kind]


def path(workspace: Workspace) -> Path:
    return workspace.report_folder("r") / "decisions.toml"


def decide(workspace: Workspace, finding: str, verdict: str = "accepted", until: str = "") -> None:
    api.decide(
        workspace, finding, verdict=verdict, reason="known to us", by="Ada", until=until,
        today="2026-01-01",
    )  # fmt: skip


def test_a_decision_makes_an_open_finding_accepted(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id)
    (accepted,) = found(two_lists, "missing_entry")
    assert accepted.status == "accepted"
    assert accepted.decision == {
        "verdict": "accepted", "reason": "known to us", "by": "Ada", "date": "2026-01-01",
    }  # fmt: skip


def test_a_decision_survives_rows_inserted_above(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id)
    more = tables(rows("Vantaa | Finland\nTurku | Finland\nUppsala | Sweden"))
    write_tables(two_lists.source_folder("a"), more)
    statuses = {f.values["a"]: f.status for f in found(two_lists, "missing_entry")}
    assert statuses == {"Vantaa": "open", "Uppsala": "accepted"}


def test_a_decision_holds_up_to_its_last_day_and_is_stale_after_it(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id, until="2026-03-01")
    assert [f.status for f in found(two_lists, "missing_entry", "2026-03-01")] == ["accepted"]
    assert not found(two_lists, "stale_decision", "2026-03-01")
    assert [f.status for f in found(two_lists, "missing_entry", "2026-03-02")] == ["open"]
    (stale,) = found(two_lists, "stale_decision", "2026-03-02")
    assert "expired on 2026-03-01" in stale.message
    assert stale.entries[0].line == 3


def test_a_decision_that_covers_nothing_is_stale(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id)
    write_tables(two_lists.source_folder("b"), tables(rows("图尔库 | 芬兰\n乌普萨拉 | 瑞典")))
    (stale,) = found(two_lists, "stale_decision")
    assert "no such finding any more" in stale.message


def test_undo_takes_the_decision_back_and_keeps_comments(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    path(two_lists).write_text("# ours\n")
    decide(two_lists, missing.id)
    undo(two_lists, missing.id)
    assert path(two_lists).read_text().startswith("# ours\n")
    assert [f.status for f in found(two_lists, "missing_entry")] == ["open"]
    with pytest.raises(UsageError, match="no decision on"):
        undo(two_lists, missing.id)


def test_a_finding_is_decided_once(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id)
    with pytest.raises(UsageError, match=f"reconcile undo {missing.id}"):
        decide(two_lists, missing.id, verdict="wrong")


def test_contradicting_decisions_in_the_file_are_refused_with_both_named(
    two_lists: Workspace,
) -> None:
    row = '[[decision]]\nfinding = "x-1"\nverdict = "{}"\nreason = "r"\nby = "{}"\n'
    path(two_lists).write_text(row.format("accepted", "Ada") + row.format("wrong", "Bo"))
    with pytest.raises(ConfigurationError, match=r'1 \("accepted", by Ada.*2 \("wrong", by Bo'):
        found(two_lists, "missing_entry")


def test_a_pair_decided_not_the_same_is_never_aligned_again(two_lists: Workspace) -> None:
    (pair,) = [
        r for r in check(two_lists, today="2026-01-01")[0].relationships if len(r.entries) == 2
    ]
    add_decision(
        path(two_lists),
        Decision(
            number=0, line=0, finding="possible_match-000000000000", verdict="not-the-same",
            reason="another town", by="Ada", date="2026-01-01",
            pair=tuple(Key(e.source, e.name, e.country) for e in pair.entries),
        ),
    )  # fmt: skip
    (report,) = check(load(two_lists.root), today="2026-01-01")
    assert all(len(r.entries) == 1 for r in report.relationships)
    assert not [f for f in report.findings if f.kind == "stale_decision"]


def test_a_pair_decided_the_same_is_aligned_whatever_the_names(tmp_path: Path) -> None:
    strange = workspace(tmp_path, tables(rows("Xyzzyville | Finland")), CHINESE)
    keys = (Key("a", "Xyzzyville", "Finland"), Key("b", "图尔库", "芬兰"))
    add_decision(
        path(strange),
        Decision(
            number=0, line=0, finding="possible_match-000000000000", verdict="same",
            reason="renamed", by="Ada", date="2026-01-01", pair=keys,
        ),
    )  # fmt: skip
    (report,) = check(load(tmp_path), today="2026-01-01")
    assert [len(r.entries) for r in report.relationships] == [2]


def test_a_verdict_on_a_pair_needs_a_finding_about_a_pair(two_lists: Workspace) -> None:
    (missing,) = found(two_lists, "missing_entry")
    with pytest.raises(UsageError, match="two entries"):
        decide(two_lists, missing.id, verdict="same")


def test_a_killed_write_leaves_the_old_file(
    two_lists: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (missing,) = found(two_lists, "missing_entry")
    decide(two_lists, missing.id)
    before = path(two_lists).read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full_disk)
    with pytest.raises(UnreadableError, match="No space left"):
        remove_decision(path(two_lists), missing.id)
    assert path(two_lists).read_bytes() == before
    assert [p.name for p in path(two_lists).parent.iterdir()] != []
    assert not list(path(two_lists).parent.glob(".decisions*"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[decision]]\nverdict = "accepted"\nreason = "x"\n', "finding: is missing"),
        ('[[decision]]\nfinding = "x"\nverdict = "ok"\nreason = "x"\n', '"ok" is not known here'),
        ('[[decision]]\nfinding = "x"\nverdict = "wrong"\n', "reason: is missing"),
        ('[[decisions]]\nfinding = "x"\n', "Did you mean decision"),
        (
            '[[decision]]\nfinding = "x"\nverdict = "same"\nreason = "x"\n',
            "needs the two entries",
        ),
    ],
)
def test_a_wrong_decision_is_an_error_and_never_ignored(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "decisions.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=message):
        load_decisions(tmp_path / "decisions.toml")
