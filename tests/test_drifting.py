"""The drift between two states of a source: what a person would say had changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import claim, entry, event, mention, reference, rows, section, tables

from reconcile.drifting import Drift, drift

LIST = "Turku|Finland|1998-05-02\nMalmo|Sweden|2001-06-07\nToledo|Spain|2003-04-05"


def names(found: Drift, part: str) -> list[str]:
    return [getattr(each, "after", each).name for each in getattr(found, part)]


def test_the_same_list_has_no_drift() -> None:
    assert not drift(tables(rows(LIST)), tables(rows(LIST)))


def test_a_row_added_on_top_changes_nothing_of_the_rows_below() -> None:
    numbered = [replace(row, ordinal=n) for n, row in enumerate(rows(LIST), start=1)]
    longer = rows(f"Oulu|Finland|1997-01-01\n{LIST}")
    renumbered = [replace(row, ordinal=n) for n, row in enumerate(longer, start=1)]
    found = drift(tables(numbered), tables(renumbered))
    assert names(found, "added") == ["Oulu"]
    assert found.changes == ()
    assert found.shifted == 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Leningrad|Russia|1980", "Saint Petersburg|Russia|1980"),
        ("Bombay|India|1999", "Mumbai|India|1999"),
        ("汉城|韩国|1996", "首尔|韩国|1996"),
        ("利马索|塞浦路斯|1998", "利马索尔|塞浦路斯|1998"),
        ("图尔库|芬兰|1998-05-02", "Turku|Finland|1998-05-02"),
    ],
)
def test_a_partner_under_another_name_is_a_rename_wherever_it_stands(
    before: str, after: str
) -> None:
    found = drift(tables(rows(f"{before}\n{LIST}")), tables(rows(f"{LIST}\n{after}")))
    assert [each.after.name for each in found.renamed] == [after.split("|", maxsplit=1)[0]]
    assert found.added == found.removed == ()


def test_a_lost_partner_is_not_taken_for_its_look_alike() -> None:
    before = tables(rows("Valencia|Spain|1990\nPalencia|Spain|1991"))
    found = drift(before, tables(rows("Palencia|Spain|1991\nBilbao|Spain|1999")))
    assert names(found, "removed") == ["Valencia"]
    assert names(found, "added") == ["Bilbao"]


def test_a_row_that_changes_places_with_others_has_moved() -> None:
    found = drift(tables(rows(LIST)), tables(rows("\n".join(reversed(LIST.splitlines()[1:])))))
    assert names(found, "removed") == ["Turku"]
    assert len(found.moved) == 1


def test_cells_that_changed_are_named() -> None:
    later = [
        replace(row, date="2001-06-08", relation="friendship") if row.name == "Malmo" else row
        for row in rows(LIST)
    ]
    (change,) = drift(tables(rows(LIST)), tables(later)).changes
    assert change.cells == ("relation", "date")
    assert not change.renamed


def test_the_same_name_of_two_subjects_stays_apart() -> None:
    two = (entry(3, "Oulu", "Finland"), entry(4, "Oulu", "Finland", subject="Pärnu"))
    found = drift(tables(two), tables(two[1:]))
    assert [row.subject for row in found.removed] == ["Tartu"]
    assert found.changes == ()


def test_a_new_footnote_renumbers_the_others_and_changes_none() -> None:
    def noted(*numbers: int) -> tuple[object, ...]:
        row = replace(rows(LIST)[0], references=numbers)
        return (row,)

    old = replace(tables(noted(1)), references=(reference(1, "2001-01-01"),))
    new = replace(
        tables(noted(2)), references=(reference(1, "1999-09-09"), reference(2, "2001-01-01"))
    )
    found = drift(old, new)
    assert found.changes == ()
    assert found.others == {"references": (1, 0)}


def test_totals_and_the_other_tables_are_told() -> None:
    old = tables(
        rows(LIST), claims=(claim(3),), events=(event(10, "1998-05-02", "agreement"),),
        mentions=(mention(11, "Malmø"),), sections=(section(9, 3),),
    )  # fmt: skip
    below = [replace(row, line=row.line + 5) for row in rows(LIST)]
    moved = tables(
        below, claims=(claim(4, line=7),), events=(event(15, "1998-05-02", "agreement"),),
        mentions=(mention(16, "Malmø"),), sections=(section(14, 3),),
    )  # fmt: skip
    found = drift(old, moved)
    assert [(c.before.value, c.after.value) for c in found.claims if c.before and c.after] == [
        (3, 4)
    ]
    assert found.others == {}
    fewer = replace(moved, claims=(), events=())
    assert drift(old, fewer).others == {"events": (0, 1)}
    assert drift(old, fewer).claims[0].after is None


def test_two_rows_of_one_day_may_be_one_partner_and_are_left_to_a_person() -> None:
    found = drift(
        tables(rows("Xyzzyville|Finland|1998-05-02\nOulu|Finland|1999")),
        tables(rows("Plughburg|Finland|1998-05-02\nOulu|Finland|1999")),
    )
    if found.renamed:  # the matcher may be surer than we ask here
        assert found.added == found.removed == ()
    else:
        ((old, new),) = found.perhaps
        assert (old.name, new.name) == ("Xyzzyville", "Plughburg")


def test_a_subject_under_another_name_keeps_its_partners() -> None:
    before = tables(rows(LIST, subject="Nanchuan"))
    found = drift(before, tables(rows(LIST, subject="Nanchuan, Chongqing")))
    assert [change.cells for change in found.changed] == [("subject",)] * 3
    assert found.added == found.removed == ()


def test_one_partner_lost_by_a_subject_and_won_by_another_is_no_move() -> None:
    kept = (*rows(LIST), *rows("Lyon|France", subject="Pärnu"))
    before, after = entry(30, "Oulu", "Finland"), entry(31, "Oulu", "Finland", subject="Pärnu")
    found = drift(tables((*kept, before)), tables((*kept, after)))
    assert [row.subject for row in found.removed] == ["Tartu"]
    assert [row.subject for row in found.added] == ["Pärnu"]
