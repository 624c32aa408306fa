"""Evaluation on labelled tables, and the settings on the development material."""

from __future__ import annotations

import polars as pl
import pytest

from reconcile.errors import UsageError
from reconcile.evaluation import SETTINGS, evaluate_dev, evaluate_tables
from reconcile.evaluation.baseline import pinyin_baseline
from reconcile.tables import Columns
from tests.shared import SHARED

ZH = pl.DataFrame(
    {"id": ["1", "2", "1"], "name": ["里昂", "德班", "叶卡捷琳堡"], "list": ["a", "a", "b"]}
)
EN = pl.DataFrame(
    {"id": ["x", "y", "x"], "name": ["Durban", "Lyon", "Yekaterinburg"], "list": list("aab")}
)
GOLD = pl.DataFrame(
    {
        "list": ["a", "a", "b"],
        "left": ["1", "2", "1"],
        "right": ["y", "x", "x"],
        "kind": ["phonetic"] * 3,
    }
)


def test_labelled_tables_are_evaluated_with_the_baseline_beside() -> None:
    ours = evaluate_tables(ZH, EN, GOLD, by=["list"])
    assert ours.quality.f1 == 1.0
    assert {r.kind: r.recall[1] for r in ours.rankings} == {"phonetic": 1.0, "all": 1.0}
    peer = evaluate_tables(ZH, EN, GOLD, by=["list"], matcher=pinyin_baseline)
    assert peer.quality.right + peer.quality.missed == 3


def test_an_unknown_id_in_the_labels_is_refused() -> None:
    wrong = GOLD.with_columns(pl.lit("z").alias("right"))
    with pytest.raises(UsageError, match="names the id 'z'"):
        evaluate_tables(ZH, EN, wrong, by=["list"])


def test_tables_without_ids_are_refused() -> None:
    with pytest.raises(UsageError, match="no ids"):
        evaluate_tables(ZH.drop("id"), EN, GOLD, by=["list"])
    with pytest.raises(UsageError, match="no column 'nr'"):
        evaluate_tables(ZH, EN, GOLD, by=["list"], left_columns=Columns(id="nr"))


def test_the_lists_reach_what_they_must() -> None:
    if not (SHARED / "dev").is_dir():
        pytest.skip("../shared/dev is not there")
    (result,) = evaluate_dev(SHARED / "dev", only=["lists"], baseline=False)
    assert result.ours.quality.precision > 0.99
    assert result.ours.quality.f1 > 0.985


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(UsageError, match="no setting is called x"):
        evaluate_dev(SHARED / "dev", only=["x"])
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
