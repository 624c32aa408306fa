"""The sound model: promises that hold for any names."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.sound import SoundModel
from reconcile.sound.forward import LOWEST
from reconcile.sound.weights import DEFAULT

ZH = ["喀山", "叶卡捷琳堡", "圣彼得堡", "太子港", "新奥尔良", "皮科将军", "利佩茨克州", "𠮷", ""]
EN = ["Kazan", "Yekaterinburg", "Saint Petersburg", "Port-au-Prince", "New Orleans",
      "General Pico", "Lipetsk Oblast", "Łódź", "", "Frankfurt am Main", "Москва"]  # fmt: skip


@pytest.fixture(scope="module")
def model() -> SoundModel:
    return SoundModel.default()


def test_true_partners_score_highest(model: SoundModel) -> None:
    best = model.scores(ZH[:7], EN).argmax(1)
    assert best.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_true_pair_has_positive_weight_and_a_false_one_negative(model: SoundModel) -> None:
    found = model.scores(["喀山"], ["Kazan", "Buenos Aires"], country="RU")[0]
    assert found[0] > 0 > found[1]


def test_scores_do_not_depend_on_order_or_company(model: SoundModel) -> None:
    whole = model.scores(ZH, EN, country="RU")
    rows, columns = np.arange(len(ZH))[::-1], np.random.default_rng(1).permutation(len(EN))
    moved = model.scores([ZH[i] for i in rows], [EN[i] for i in columns], country="RU")
    np.testing.assert_allclose(moved, whole[rows][:, columns], atol=1e-4)
    single = [[model.scores([zh], [en], country="RU")[0, 0] for en in EN] for zh in ZH]
    np.testing.assert_allclose(single, whole, atol=1e-4)


def test_scoring_twice_gives_the_same_bytes(model: SoundModel) -> None:
    assert model.scores(ZH, EN).tobytes() == model.scores(ZH, EN).tobytes()


def test_chosen_pairs_score_as_in_the_whole_matrix(model: SoundModel) -> None:
    whole = model.scores(ZH, EN, country="FR")
    rows = model.candidates(ZH, EN, top=4, country="FR")
    chosen = model.scores_at(ZH, EN, rows, country="FR")
    np.testing.assert_allclose(chosen, np.take_along_axis(whole, rows, 1), atol=1e-4)
    pairs = model.pair_scores(ZH[:7], EN[:7], country="FR")
    np.testing.assert_allclose(pairs, np.diagonal(whole[:7, :7]), atol=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=3), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_scores_finitely(left: list[str], right: list[str]) -> None:
    found = SoundModel.default().scores(left, right, country="XX")
    assert found.shape == (len(left), len(right))
    assert np.isfinite(found).all()
    assert (found >= LOWEST).all()


def test_huge_and_strange_names_are_cut_not_refused(model: SoundModel) -> None:
    names = ["伦敦" * 100_000, "😀", "\u202e伦敦", "\x00", "عدن"]
    found = model.scores(names, ["London" * 50_000, "London", "😀", "لندن"])
    assert np.isfinite(found).all()
    assert (found[1] == LOWEST).all()
    assert found[2].argmax() == 1


@pytest.mark.parametrize(("zh", "en"), [([], []), (["伦敦"], []), ([], ["London"])])
def test_empty_lists_give_empty_matrices(model: SoundModel, zh: list[str], en: list[str]) -> None:
    assert model.scores(zh, en).shape == (len(zh), len(en))


def test_alignment_spells_out_both_names(model: SoundModel) -> None:
    pairs = model.align("叶卡捷琳堡", "Yekaterinburg", country="RU")
    assert "".join(character for character, _ in pairs) == "叶卡捷琳堡"
    assert "".join(letters for _, letters in pairs) == "yekaterinburg"
    assert dict(pairs)["堡"] == "burg"
    assert model.align("", "London") == ()


def test_candidates_are_distinct_rows(model: SoundModel) -> None:
    found = model.candidates(ZH, EN, top=5)
    assert found.shape == (len(ZH), 5)
    assert all(len(set(row)) == 5 for row in found.tolist())
    assert model.candidates(ZH, EN, top=100).shape == (len(ZH), len(EN))


def test_weights_are_small() -> None:
    assert DEFAULT.stat().st_size < 1_000_000


def test_scoring_loads_neither_pypinyin_nor_scipy() -> None:
    code = (
        "import sys; from reconcile.sound import SoundModel; "
        "SoundModel.default().scores(['喀山'], ['Kazan']); "
        "sys.exit(any(name in sys.modules for name in ('pypinyin', 'scipy', 'numba', 'polars')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
