"""What a cell may hold: tables of good and bad cells."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from reconcile import checks

Test = Callable[[str], pl.Expr]


def verdicts(test: Test, *cells: str | None) -> list[bool | None]:
    frame = pl.DataFrame({"cell": pl.Series(cells, dtype=pl.String)})
    return frame.select(test("cell")).to_series().to_list()


GOOD: dict[str, tuple[Test, tuple[str, ...]]] = {
    "visible": (checks.visible, ("Łódź", "圣地亚哥", "A\u00a0B", "Nuku‘alofa", "é")),
    "trimmed": (checks.trimmed, ("Turku", "New York")),
    "intact": (
        checks.intact,
        ("São Paulo", "SÃO PAULO", "Île-de-France", "Åbo", "中国", "广州市", "Õ", "Xi'an?"),
    ),
    "han": (checks.han, ("广州", "刚果(金)", "圣皮埃尔·德", "3号")),
    "latin": (checks.latin, ("Łódź", "Xi'an", "St. Gallen (SG)", "Hanoi – Huế")),
    "iso_date": (checks.iso_date, ("1978", "2018-12", "2018-05-26", "2000-02-29")),
    "known_country": (checks.known_country, ("Finland", "芬兰", "Republic of Korea", "NA")),
    "numbers": (checks.numbers, ("1", "3;14")),
    "whole_day": (checks.whole_day, ("2018-05-26",)),
}
BAD: dict[str, tuple[Test, tuple[str, ...]]] = {
    "visible": (
        checks.visible,
        ("a\x00b", "a\tb", "a\u200bb", "\ufeffa", "a\u00adb", "a\u202eb", "a\u2028b", "a\ufe0f"),
    ),
    "trimmed": (checks.trimmed, (" a", "a ", "\u00a0a", "a\u3000", "\n")),
    "intact": (
        checks.intact,
        (
            "S\ufffdo", "SÃ£o", "Ã–rebro", "ÅÃ³dÅº".replace("Å", "Å\u0081", 1), "ä¸\xadå\x9b½",
            "ÖÐ¹ú", "??", "锟斤拷", "北京".encode().decode("gbk"),
            "广州市".encode().decode("gb18030", "replace"), "Ð\x9cÐ¾", "donâ€™t",
        ),
    ),
    "han": (checks.han, ("Turku", "广州 Guangzhou", "123", "ひろしま")),
    "latin": (checks.latin, ("广州", "Лодзь", "Lodz 罗兹", "123", "Αθήνα")),
    "iso_date": (
        checks.iso_date,
        ("78", "2018-13", "2018-02-30", "2018-5-26", "2018-05-26T00", "１９７８", "2018-", ""),
    ),
    "known_country": (checks.known_country, ("Finlnd", "Europe Minor", "芬南")),
    "numbers": (checks.numbers, ("1;", "a", "1,2", "-1")),
    "whole_day": (checks.whole_day, ("2018-05", "2018")),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_good_cells_pass(name: str) -> None:
    test, cells = GOOD[name]
    failed = [c for c, ok in zip(cells, verdicts(test, *cells), strict=True) if not ok]
    assert failed == []


@pytest.mark.parametrize("name", BAD)
def test_bad_cells_fail(name: str) -> None:
    test, cells = BAD[name]
    passed = [c for c, ok in zip(cells, verdicts(test, *cells), strict=True) if ok is not False]
    assert passed == []


@pytest.mark.parametrize("name", GOOD)
def test_an_empty_cell_is_never_a_fault_of_these(name: str) -> None:
    assert verdicts(GOOD[name][0], None)[0] is not False


@pytest.mark.parametrize(
    ("ordinals", "passes"),
    [
        ([1, 2, 3], [True, True, True]),
        ([1, 2, 4, 5], [True, True, False, True]),
        ([1, 9, 3, 4], [True, False, True, True]),
        ([1, 2, 2, 3], [True, True, False, True]),
        ([2, 3], [False, True]),
        ([1, None, 3], [True, False, True]),
        ([None, None], [True, True]),
        ([1, 3, 2, 4], [True, False, True, True]),
    ],
)
def test_one_wrong_ordinal_is_one_fault(ordinals: list[int | None], passes: list[bool]) -> None:
    frame = pl.DataFrame({"ordinal": ordinals}, schema={"ordinal": pl.Int64}).with_columns(
        subject=pl.lit("a"), relation=pl.lit(None, dtype=pl.String)
    )
    assert frame.select(checks.ordinals_follow()).to_series().to_list() == passes
