"""What is told of a pair: outcome, confidence, margin, rank, and the order of it all."""

from __future__ import annotations

import pytest

from reconcile.matching import Match, MatchOptions, Side, align, rank
from reconcile.matching.align import NEAR_TIE
from tests.matching.lists import EN, PARTNERS, ZH

ONE = Side(names=("奥克兰",))
TWO = Side(names=("Oakland", "Auckland"))
MANY = Side(
    names=("Oakland", "Auckland", "San José", "Orkland", "Aukland", "Ockland", "Oklahoma", "Ogden")
)


def told(found: tuple[Match, ...]) -> list[tuple[int | None, int | None, str]]:
    return [(match.left, match.right, match.outcome) for match in found]


def bare(threshold: float) -> MatchOptions:
    return MatchOptions(gazetteer="none", threshold=threshold)


def test_pairs_come_by_left_row_and_what_only_the_right_list_has_comes_last() -> None:
    assert told(align(ZH, EN)) == [
        (0, 3, "match"),
        (1, None, "left_only"),
        (2, 4, "match"),
        (3, 1, "match"),
        (4, 0, "match"),
        (5, 2, "match"),
        (None, 5, "right_only"),
    ]


def test_a_row_that_is_left_alone_has_no_margin_no_reason_and_its_best_candidate_s_confidence() -> (
    None
):
    pair, alone = align(ONE, TWO)
    assert told((pair, alone)) == [(0, 1, "possible"), (None, 0, "right_only")]
    assert (alone.margin, alone.reasons, alone.rank) == (0, (), None)
    assert 0.3 < alone.confidence < pair.confidence
    (nobody,) = align(ONE, Side(names=()))
    assert (nobody.outcome, nobody.confidence) == ("left_only", 0)


def test_a_near_tie_is_for_a_person_however_likely_it_is() -> None:
    pair = align(ONE, TWO)[0]
    assert pair.confidence > 0.5
    assert 0 <= pair.margin <= NEAR_TIE
    assert pair.outcome == "possible"
    country = Side(names=("奥克兰",), countries=("新西兰",))
    found = align(country, Side(names=TWO.names, countries=("US", "NZ")))
    assert (found[0].right, found[0].outcome) == (1, "match")
    assert found[0].margin > NEAR_TIE


@pytest.mark.parametrize(
    ("factor", "outcome"), [(1.01, "possible"), (1.98, "possible"), (2.02, "")]
)
def test_a_pair_is_possible_down_to_half_the_threshold(factor: float, outcome: str) -> None:
    # Pairs as weak as are wanted here, whatever the weights have learned.
    pairs = [(Side(names=("里昂",)), Side(names=(n,))) for n in ("Leeds", "Lagos", "Lima", "Reims")]
    found = {pair: align(*pair, options=bare(0.0))[0].confidence for pair in pairs}
    weak, sure = next((pair, value) for pair, value in found.items() if 0.01 < value < 0.49)
    matches = align(*weak, options=bare(sure * factor))
    if outcome:
        assert told(matches) == [(0, 0, outcome)]
    else:
        assert told(matches) == [(0, None, "left_only"), (None, 0, "right_only")]
        assert [match.confidence for match in matches] == [sure, sure]


def test_a_pair_is_a_match_from_the_threshold_on() -> None:
    sure = align(ZH, EN)[0].confidence
    for threshold, outcome in ((sure - 1e-3, "match"), (1.0, "possible")):
        assert align(ZH, EN, options=MatchOptions(threshold=threshold))[0].outcome == outcome


def test_a_person_s_pair_is_sure_and_says_so() -> None:
    options = MatchOptions(must_link=frozenset({(5, 5), (0, 1)}), cannot_link=frozenset({(2, 4)}))
    found = align(ZH, EN, options=options)
    assert told(found) == [
        (0, 1, "match"),
        (1, None, "left_only"),
        (2, None, "left_only"),
        (3, None, "left_only"),
        (4, 0, "match"),
        (5, 5, "match"),
        (None, 2, "right_only"),
        (None, 3, "right_only"),
        (None, 4, "right_only"),
    ]
    for match in (found[0], found[5]):
        assert (match.confidence, match.margin) == (1, 0)
        assert match.reasons == ("decided by a person",)


def test_what_a_person_ruled_out_is_no_rival_either() -> None:
    ruled = align(ONE, TWO, options=MatchOptions(cannot_link=frozenset({(0, 1)})))
    assert told(ruled) == [(0, 0, "match"), (None, 1, "right_only")]
    assert ruled[0].margin > NEAR_TIE
    assert ruled[1].confidence == 0


def test_candidates_are_five_unless_asked_otherwise_and_numbered_from_the_likeliest() -> None:
    left = Side(names=("奥克兰", "圣何塞"))
    found = rank(left, MANY)
    assert [(match.left, match.rank) for match in found] == [
        (row, place) for row in (0, 1) for place in (1, 2, 3, 4, 5)
    ]
    assert [(found[0].right, found[0].outcome), (found[5].right, found[5].outcome)] == [
        (1, "match"),
        (2, "match"),
    ]
    for first, second in zip(found, found[1:], strict=False):
        if first.left == second.left:
            assert first.margin >= second.margin
    assert found[0].margin == pytest.approx(-found[1].margin, abs=0.002)
    top = rank(left, MANY, options=MatchOptions(top=2))
    assert told(top) == [*told(found[:2]), *told(found[5:7])]


def test_a_candidate_is_a_match_from_the_threshold_on() -> None:
    first, second = rank(ONE, TWO)
    assert first.confidence > second.confidence
    between = MatchOptions(threshold=(first.confidence + second.confidence) / 2)
    assert [match.outcome for match in rank(ONE, TWO, options=between)] == ["match", "possible"]


def test_candidates_of_rows_in_any_order_are_told_by_the_caller_s_rows() -> None:
    turned = list(reversed(range(len(ZH))))
    plain = {(m.left, m.right): m for m in rank(ZH, EN)}
    for match in rank(ZH.take(turned), EN):
        assert match.left is not None
        same = plain[turned[match.left], match.right]
        assert (same.confidence, same.margin, same.rank, same.reasons) == (
            match.confidence, match.margin, match.rank, match.reasons,
        )  # fmt: skip
    assert {left: right for (left, right), m in plain.items() if m.rank == 1}.items() >= (
        PARTNERS.items()
    )


def test_figures_are_rounded_for_people() -> None:
    for match in (*align(ONE, TWO), *rank(ONE, MANY)):
        assert match.confidence == round(match.confidence, 4)
        assert match.margin == round(match.margin, 3)
