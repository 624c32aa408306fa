from __future__ import annotations

import pytest
from outcome import Call

from reconcile.kinds import KINDS


def test_catalogue_lists_every_kind_once(reconcile: Call) -> None:
    lines = reconcile("kinds").out.splitlines()
    for kind in KINDS:
        assert len([line for line in lines if line.startswith(f"  {kind.name} ")]) == 1


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_is_explained_with_an_example(reconcile: Call, kind: object) -> None:
    outcome = reconcile("kinds", kind.name)  # type: ignore[attr-defined]
    assert outcome.code == 0
    flat = " ".join(outcome.out.split())
    for part in (kind.title, kind.meaning, kind.severity, kind.bad, kind.good):  # type: ignore[attr-defined]
        assert part in flat


def test_unknown_kind_proposes_the_nearest(reconcile: Call) -> None:
    outcome = reconcile("kinds", "name_from")
    assert outcome.code == 2
    assert 'did you mean "name_form"' in outcome.err


def test_unknown_kind_in_an_option_proposes_the_nearest(reconcile: Call) -> None:
    for option in ("--select", "--ignore"):
        outcome = reconcile("check", option, "schema,name_from")
        assert outcome.code == 2
        assert 'did you mean "name_form"' in outcome.err
