"""The options of the matcher as text, and back: what travels with every task."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from reconcile.matching import MatchOptions

Settings = Mapping[str, object]

ROW, UNIT = "row", "unit"
"""Columns of a bucket beside name, country, region, date and id: the row's number in the whole
list (from 1), and the joined values of `--by`."""


def settings_of(options: MatchOptions, **more: object) -> str:
    """The options as JSON; equal options give equal text. Decided pairs are left out."""
    values = {
        "threshold": options.threshold,
        "gazetteer": str(options.gazetteer),
        "top": options.top,
        **more,
    }
    return json.dumps(values, sort_keys=True)


def options_of(settings: Settings) -> MatchOptions:
    """The options that `settings_of` wrote."""
    threshold, top, gazetteer = (settings[key] for key in ("threshold", "top", "gazetteer"))
    return MatchOptions(
        threshold=float(threshold) if isinstance(threshold, float | int) else None,
        gazetteer=str(gazetteer) if gazetteer in ("default", "none") else Path(str(gazetteer)),
        top=top if isinstance(top, int) else None,
    )
