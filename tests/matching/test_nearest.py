"""Many small questions asked at once are answered as each would be alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from reconcile.matching import nearest
from reconcile.matching.nearest import Nearest

WORDS = st.text(alphabet="ablon ", min_size=1, max_size=9)
QUESTIONS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4)),
    max_size=6,
)


@pytest.mark.parametrize("small", [0, 5, 1_000])
@given(questions=QUESTIONS)
def test_every_answer_is_that_of_the_nearest_however_they_are_gathered(
    small: int, questions: list[tuple[list[str], list[str]]]
) -> None:
    expected = [
        max(Indel.normalized_similarity(text, other) for other in others)
        for texts, others in questions
        for text in texts
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "_SMALL", small)
        patch.setattr(nearest, "_HELD", 10)
        asked = Nearest(len(expected))
        start = 0
        for texts, others in questions:
            asked.add(range(start, start + len(texts)), texts, others)
            start += len(texts)
        assert asked.values().tolist() == pytest.approx(expected, abs=1e-6)


def test_of_two_spellings_of_a_text_the_nearer_counts() -> None:
    asked = Nearest(1)
    asked.add([0], ["lyon"], ["lyon", "lima"])
    asked.add([0], ["zzzz"], ["lyon", "lima"])
    assert asked.values().tolist() == [1.0]
