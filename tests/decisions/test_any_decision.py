"""Decisions of any words come back from the file as they were written, and leave it as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.decisions.load import VERDICTS, Decision, Key, parse_decisions
from reconcile.decisions.write import with_decisions, without_decision

PATH = Path("decisions.toml")
WORDS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n[]=#\r\t\0"),
    min_size=1,
    max_size=20,
).filter(str.strip)
KEYS = st.builds(Key, WORDS, WORDS, WORDS | st.just(""))
DAYS = st.dates().map(str)


@st.composite
def any_decisions(draw: st.DrawFn) -> list[Decision]:
    """Some decisions on different findings, between different entries."""
    names = draw(st.lists(WORDS, max_size=4, unique=True))
    return [
        Decision(
            number=number,
            line=0,
            finding=name,
            verdict=draw(st.sampled_from(VERDICTS)),
            reason=draw(WORDS),
            by=draw(WORDS | st.just("")),
            date=draw(DAYS),
            until=draw(DAYS | st.just("")),
            pair=(Key("a", f"{number}"), draw(KEYS)),
        )
        for number, name in enumerate(names, start=1)
    ]


def said(text: str) -> list[Decision]:
    return [replace(d, line=0, pair=tuple(sorted(d.pair))) for d in parse_decisions(text, PATH)]


@settings(max_examples=25, deadline=None)
@given(any_decisions())
def test_what_was_decided_is_read_again_and_taken_back_without_a_trace(
    decisions: list[Decision],
) -> None:
    meant = [replace(d, pair=tuple(sorted(d.pair))) for d in decisions]
    texts = [""]
    for decision in meant:
        before = parse_decisions(texts[-1], PATH) if texts[-1] else ()
        texts.append(with_decisions(texts[-1], before, [decision], PATH))
        assert said(texts[-1]) == meant[: len(texts) - 1]
    for number in range(len(meant), 1, -1):
        text, gone = without_decision(
            texts[number], parse_decisions(texts[number], PATH), meant[number - 1].finding, PATH
        )
        assert replace(gone, line=0) == meant[number - 1]
        assert said(text) == meant[: number - 1]
