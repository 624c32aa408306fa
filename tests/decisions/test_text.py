"""The bytes of `decisions.toml` and `history.jsonl`, and the words of a refusal, exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.decisions import (
    Act,
    Decision,
    Key,
    add_all,
    add_decision,
    lay_over,
    load_decisions,
    load_history,
    note_unsure,
    pairs,
    remove_decision,
)
from reconcile.errors import ConfigurationError, ConflictError, ReconcileError, UsageError
from reconcile.model import Explanation, Finding

DAY = "2026-01-01"
ADA = Decision(
    number=0, line=0, finding="missing_entry-1", verdict="accepted", reason="known to us",
    by="Ada", date=DAY, until="2027-12-31",
)  # fmt: skip
PAIR = replace(
    ADA, finding="possible_match-2", verdict="same", reason="one town", until="",
    pair=(Key("b", "罗兹", "波兰"), Key("a", "Lodz", "Poland")),
)  # fmt: skip
FILE = """\
# Decisions on the findings of this report; written by `reconcile decide`.

[[decision]]
finding = "missing_entry-1"
verdict = "accepted"
reason = "known to us"
by = "Ada"
date = "2026-01-01"
until = "2027-12-31"

[[decision]]
finding = "possible_match-2"
verdict = "same"
reason = "one town"
by = "Ada"
date = "2026-01-01"
pair = [
    {source = "b", name = "罗兹", country = "波兰"},
    {source = "a", name = "Lodz", country = "Poland"},
]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.toml"


def refused(error: pytest.ExceptionInfo[ReconcileError]) -> tuple[str, str]:
    return error.value.args[0], error.value.hint


def test_the_file_reads_as_its_documentation_shows_it(path: Path) -> None:
    add_decision(path, ADA)
    add_decision(path, PAIR)
    assert path.read_text("utf-8") == FILE


def test_what_was_written_is_read_back_with_number_and_line(path: Path) -> None:
    path.write_text(FILE, "utf-8")
    assert load_decisions(path) == (
        replace(ADA, number=1, line=3),
        replace(PAIR, number=2, line=11, pair=tuple(sorted(PAIR.pair))),
    )


def test_decisions_in_one_array_stand_on_the_first_line(path: Path) -> None:
    row = '{{finding = "x-{0}", verdict = "wrong", reason = "r"}}'
    path.write_text(f"decision = [\n {row.format(1)},\n {row.format(2)}]\n")
    assert [(d.number, d.line, d.by, d.date) for d in load_decisions(path)] == [
        (1, 1, "", ""),
        (2, 1, "", ""),
    ]
    add_decision(path, PAIR)
    kept = [replace(decision, line=0) for decision in load_decisions(path)]
    assert kept[2] == replace(PAIR, number=3, pair=tuple(sorted(PAIR.pair)))
    for finding in ("x-2", "x-1", PAIR.finding):
        remove_decision(path, finding)
    assert path.read_text().strip() == ""


def test_a_long_text_that_looks_like_a_decision_moves_no_line(path: Path) -> None:
    path.write_text(
        '[[decision]]\nfinding = "x-1"\nverdict = "wrong"\nreason = """\n[[decision]]\nno"""\n'
        '\n  [[ decision ]]\nfinding = "x-2"\nverdict = "wrong"\nreason = "r"\n'
    )
    assert [decision.line for decision in load_decisions(path)] == [1, 8]


def test_the_middle_one_taken_out_leaves_one_blank_line(path: Path) -> None:
    row = '[[decision]]\nfinding = "x-{0}"\nverdict = "wrong"\nreason = "r"\n'
    texts = {n: row.format(n) for n in (1, 2, 3)}
    path.write_text(f"{texts[1]}\n{texts[2]}\n\n{texts[3]}")
    assert remove_decision(path, "x-2").finding == "x-2"
    assert path.read_text() == f"{texts[1]}\n{texts[3]}"
    remove_decision(path, "x-3")
    assert path.read_text() == texts[1]


def test_the_latest_of_two_equal_decisions_is_taken_back(path: Path) -> None:
    row = '[[decision]]\nfinding = "x-1"\nverdict = "wrong"\nreason = "{}"\nby = "{}"\n'
    path.write_text(row.format("first", "Cy") + "\n" + row.format("second", "Di"))
    assert remove_decision(path, "x-1").by == "Di"
    assert path.read_text() == row.format("first", "Cy")


def test_the_history_says_who_did_what_in_one_line_each(path: Path) -> None:
    add_decision(path, ADA, at="2026-01-01T09:00:00Z")
    (seen,) = load_decisions(path)
    bo = replace(ADA, verdict="wrong", by="Bo", reason="在附件里", until="", date="2026-01-02")
    add_decision(path, bo, at="2026-01-02T09:00:00Z", seen=seen.token)
    remove_decision(path, ADA.finding, by="Cy", at="2026-01-03T09:00:00Z")
    note_unsure(path, "x-9", note="ask", by="Di", at="2026-01-04T09:00:00Z")
    add_decision(path, PAIR)
    remove_decision(path, PAIR.finding)
    lines = (path.parent / "history.jsonl").read_text("utf-8")
    assert lines == (
        '{"at":"2026-01-01T09:00:00Z","by":"Ada","did":"decided","finding":"missing_entry-1",'
        '"verdict":"accepted","reason":"known to us","date":"2026-01-01","until":"2027-12-31"}\n'
        '{"at":"2026-01-02T09:00:00Z","by":"Bo","did":"undone","finding":"missing_entry-1",'
        '"verdict":"accepted","reason":"known to us","of":"Ada","date":"2026-01-01",'
        '"until":"2027-12-31"}\n'
        '{"at":"2026-01-02T09:00:00Z","by":"Bo","did":"decided","finding":"missing_entry-1",'
        '"verdict":"wrong","reason":"在附件里","date":"2026-01-02"}\n'
        '{"at":"2026-01-03T09:00:00Z","by":"Cy","did":"undone","finding":"missing_entry-1",'
        '"verdict":"wrong","reason":"在附件里","of":"Bo","date":"2026-01-02"}\n'
        '{"at":"2026-01-04T09:00:00Z","by":"Di","did":"unsure","finding":"x-9","reason":"ask"}\n'
        '{"at":"2026-01-01","by":"Ada","did":"decided","finding":"possible_match-2",'
        '"verdict":"same","reason":"one town","date":"2026-01-01"}\n'
        '{"at":"2026-01-01","by":"","did":"undone","finding":"possible_match-2",'
        '"verdict":"same","reason":"one town","of":"Ada","date":"2026-01-01"}\n'
    )


def test_a_decision_changed_by_hand_is_told_with_its_own_day_and_one_that_is_gone_too(
    path: Path,
) -> None:
    add_decision(path, ADA)
    changed = FILE.partition('\n[[decision]]\nfinding = "possible')[0].replace("known", "told")
    path.write_text(changed)
    note_unsure(path, "x-9", note="", by="Bo", at="2026-02-01")
    path.write_text("")
    note_unsure(path, "x-9", note="", by="Bo", at="2026-03-01")
    told, unsure, gone = (load_history(path.parent)[n] for n in (1, 2, 3))
    assert told == Act(
        at=DAY, by="Ada", did="decided", finding=ADA.finding, verdict="accepted",
        reason="told to us", date=DAY, until=ADA.until, how="file",
    )  # fmt: skip
    assert unsure == Act(at="2026-02-01", by="Bo", did="unsure", finding="x-9")
    assert gone == Act(
        at="2026-03-01", by="", did="undone", finding=ADA.finding, verdict="accepted",
        reason="told to us", of="Ada", date=DAY, until=ADA.until, how="file",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line", ["", "no", "[1]", '{"did":"decided"}', '{"did":"sold","finding":"x"}', "[" * 9999]
)
def test_a_line_that_is_no_act_is_passed_over(path: Path, line: str) -> None:
    (path.parent / "history.jsonl").write_text(f'{line}\n{{"did":"unsure","finding":"x"}}')
    assert load_history(path.parent) == (Act(at="", by="", did="unsure", finding="x"),)


def test_a_finding_that_was_decided_says_by_whom_and_how_to_take_it_back(path: Path) -> None:
    add_decision(path, replace(ADA, by=""))
    with pytest.raises(ConflictError) as error:
        add_decision(path, ADA)
    assert refused(error) == (
        f'missing_entry-1 was decided already: "accepted" (known to us) by ? on {DAY}',
        "Take it back first: reconcile undo missing_entry-1",
    )
    with pytest.raises(ConflictError) as error:
        remove_decision(path, ADA.finding, seen=ADA.token)
    assert refused(error) == (
        f'missing_entry-1 was decided meanwhile: "accepted" (known to us) by ? on {DAY}',
        "Leave that decision, or take it back first.",
    )
    with pytest.raises(ConflictError) as error:
        add_decision(path, PAIR, seen=ADA.token)
    assert refused(error) == (
        "the decision on possible_match-2 was taken back meanwhile",
        "Look at it again.",
    )
    with pytest.raises(UsageError) as usage:
        remove_decision(path, "x-9")
    assert refused(usage) == (
        "there is no decision on x-9",
        "`reconcile check -v` lists accepted findings with their ids.",
    )


def test_two_verdicts_on_one_pair_contradict_each_other_under_any_finding(path: Path) -> None:
    add_decision(path, replace(PAIR, by="", pair=tuple(sorted(PAIR.pair))))
    other = replace(
        PAIR, finding="x-9", verdict="not-the-same", pair=tuple(sorted(PAIR.pair)), by=""
    )
    before = path.read_bytes()
    with pytest.raises(ConfigurationError) as error:
        add_decision(path, other)
    assert path.read_bytes() == before
    assert error.value.hint == (
        "Delete one of them, or take the later one back with `reconcile undo x-9`."
    )
    assert error.value.args[0] == (
        f'decisions 1 ("same", by ?, {DAY}) and 2 ("not-the-same", by ?, {DAY}) on x-9 contradict '
        "each other"
    )
    assert str(error.value).startswith(str(path))


def test_a_verdict_on_a_pair_names_the_key_that_is_short(path: Path) -> None:
    path.write_text(
        '[[decision]]\nfinding = "x"\nverdict = "same"\nreason = "r"\n'
        'pair = [{source = "a", name = "Lodz"}]\n'
    )
    with pytest.raises(
        ConfigurationError, match='pair: the verdict "same" needs the two entries that it speaks of'
    ):
        load_decisions(path)


@pytest.mark.parametrize("wrong", ["source", "name"])
def test_a_pair_s_entry_needs_its_source_and_its_name(path: Path, wrong: str) -> None:
    path.write_text(
        FILE.replace(f"{{{wrong} = ", "{").replace(f", {wrong} = ", ", nom = "), "utf-8"
    )
    with pytest.raises(ConfigurationError):
        load_decisions(path)


def test_decisions_of_several_reports_are_made_together_or_not_at_all(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name / "decisions.toml" for name in ("a", "b", "c"))
    for each in (first, second, third):
        each.parent.mkdir()
    add_decision(second, ADA)
    before = second.read_bytes()
    add_all({second: [PAIR], first: [ADA, PAIR]}, at="2026-05-05T00:00:00Z")
    assert [d.finding for d in load_decisions(first)] == [ADA.finding, PAIR.finding]
    assert [d.finding for d in load_decisions(second)] == [ADA.finding, PAIR.finding]
    assert [act.at for act in load_history(first.parent)] == ["2026-05-05T00:00:00Z"] * 2
    remove_decision(second, PAIR.finding)
    assert second.read_bytes() == before
    with pytest.raises(ConflictError):
        add_all({second: [ADA], third: [PAIR]}, at="2026-05-05T00:00:00Z")
    assert not third.exists()
    assert load_history(third.parent) == ()


def test_files_written_before_a_full_disk_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reconcile.decisions import store

    old, new, full = (tmp_path / name / "decisions.toml" for name in ("a", "b", "c"))
    for each in (old, new, full):
        each.parent.mkdir()
    add_decision(old, ADA)
    before, replace_file = old.read_bytes(), store.replace_file

    def some_room(path: Path, text: str) -> None:
        if path == full:
            raise OSError(28, "No space left on device")
        replace_file(path, text)

    monkeypatch.setattr(store, "replace_file", some_room)
    with pytest.raises(OSError, match="No space left"):
        add_all({old: [PAIR], new: [PAIR], full: [PAIR]}, at=DAY)
    assert old.read_bytes() == before
    assert not new.exists()
    assert [act.did for act in load_history(old.parent)] == ["decided"]


FOUND = Finding(id=ADA.finding, kind="missing_entry", severity="error", message="m")


def test_a_decision_covers_its_finding_and_says_all_it_knows() -> None:
    (covered,) = lay_over([FOUND], [ADA], today=DAY, path="d.toml")
    assert covered == replace(
        FOUND,
        status="accepted",
        decision={
            "verdict": "accepted", "reason": "known to us", "by": "Ada", "date": DAY,
            "until": "2027-12-31",
        },
    )  # fmt: skip
    explained = replace(FOUND, status="explained", explanation=Explanation(kind="scope", text="t"))
    (covered,) = lay_over([explained], [ADA], today=DAY, path="d.toml")
    assert covered.status == "explained"
    assert covered.decision


def test_every_stale_decision_says_why_it_covers_nothing() -> None:
    expired = replace(ADA, number=1, line=3, until="2025-12-31")
    gone = replace(ADA, number=2, line=9, finding="x-2", date="")
    pair = replace(PAIR, number=3, line=15)
    alive = replace(PAIR, number=4, line=21, finding="x-4", pair=(PAIR.pair[0], PAIR.pair[0]))
    found = lay_over(
        [FOUND], [expired, gone, pair, alive], today=DAY, path="d.toml", known=PAIR.pair[:1]
    )
    assert found[0] is FOUND
    assert [(f.kind, f.severity, f.message, f.suggestion) for f in found[1:]] == [
        (
            "stale_decision", "warning",
            f'd.toml: decision 1 ("accepted" on missing_entry-1, {DAY}) covers nothing: it expired '
            "on 2025-12-31",
            "reconcile undo missing_entry-1",
        ),
        (
            "stale_decision", "warning",
            'd.toml: decision 2 ("accepted" on x-2, undated) covers nothing: there is no such '
            "finding any more",
            "reconcile undo x-2",
        ),
        (
            "stale_decision", "warning",
            f'd.toml: decision 3 ("same" on possible_match-2, {DAY}) covers nothing: no list has '
            "a: Lodz, Poland any more",
            "reconcile undo possible_match-2",
        ),
    ]  # fmt: skip
    spots = [(w.source, w.line, w.table, w.row) for f in found[1:] for w in f.entries]
    assert spots == [
        ("d.toml", 3, "decisions", 1),
        ("d.toml", 9, "decisions", 2),
        ("d.toml", 15, "decisions", 3),
    ]
    assert len({f.id for f in found}) == 4
    # The same decision keeps its id from run to run: guards and baselines key on it.
    assert found[1].id == "stale_decision-bdbe539089a4"


def test_pairs_of_a_verdict_are_those_in_force() -> None:
    three = replace(PAIR, pair=(*PAIR.pair, Key("c", "Łódź")))
    over = replace(PAIR, until="2025-01-01", pair=(Key("a", "x"), Key("b", "y")))
    apart = replace(PAIR, verdict="not-the-same", pair=(Key("a", "x"), Key("b", "z")))
    assert pairs([three, over, apart], "same", today=DAY) == {
        frozenset(PAIR.pair),
        frozenset((PAIR.pair[0], Key("c", "Łódź"))),
        frozenset((PAIR.pair[1], Key("c", "Łódź"))),
    }


def test_a_token_changes_with_everything_that_a_decision_says() -> None:
    others = [
        replace(ADA, **{name: "wrong"})  # type: ignore[arg-type]
        for name in ("finding", "verdict", "reason", "by", "date", "until")
    ]
    tokens = {each.token for each in (ADA, *others)}
    assert len(tokens) == 7
    assert {len(token) for token in tokens} == {8}
    assert replace(ADA, number=9, line=9).token == ADA.token


def test_decisions_of_several_reports_tell_too_what_was_changed_by_hand(path: Path) -> None:
    path.write_text(FILE.partition('\n[[decision]]\nfinding = "possible')[0])
    add_all({path: [PAIR]}, at="2026-05-05T00:00:00Z")
    assert [(act.finding, act.how) for act in load_history(path.parent)] == [
        (ADA.finding, "file"),
        (PAIR.finding, ""),
    ]


def test_who_saw_no_decision_and_takes_one_back_is_told_that_there_is_none(path: Path) -> None:
    with pytest.raises(UsageError, match="there is no decision on x-9"):
        remove_decision(path, "x-9", seen="")
