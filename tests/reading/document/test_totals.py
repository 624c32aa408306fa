"""Totals that a sentence states, in both languages."""

from __future__ import annotations

import pytest

from reconcile.reading.document.totals import totals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("图尔库与68个国家的107个城市建立了友好关系。",
         [("countries", "", 68), ("entries", "", 107)]),
        ("Turku has forged sister-city ties with 38 cities.", [("entries", "sister", 38)]),
        ("It has ties with 38 cities in 33 countries",
         [("entries", "", 38), ("countries", "", 33)]),
        ("sister cities: 38", [("entries", "sister", 38)]),
        ("The city has twenty-three twin towns.", [("entries", "sister", 23)]),
        ("我市已与一百零七个国外城市结为友好城市，其中友好交流城市六十九个",
         [("entries", "sister", 107), ("entries", "exchange", 69)]),
        ("友好城市共计２０对", [("entries", "sister", 20)]),
        ("合计：３８个", [("entries", "", 38)]),
        ("Total: 3 cities", [("entries", "", 3)]),
    ],
)  # fmt: skip
def test_a_stated_total_is_found(text: str, found: list[tuple[str, str, int]]) -> None:
    assert [(t.what, t.relation, t.value) for t in totals(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "The two cities signed an agreement in 1998.",
        "Five delegations visited the city in 2018.",
        "It plans to sign with 10 sister cities.",
        "中国与180个国家建立了友好关系",
        "Turku, Finland (1998)",
        "7. 图尔库 芬兰 1998年5月2日",
        "",
    ],
)
def test_a_sentence_about_something_else_states_none(text: str) -> None:
    assert totals(text) == ()
