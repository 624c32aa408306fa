"""An outline of places, each with its partners."""

from __future__ import annotations

import pandera.polars as pa

from reconcile.schema import LatinNames, absent_rule, word_rule


class TwinTowns(LatinNames):
    """Entries in English under the heading of their subject: sister places with their country."""

    subject: str = pa.Field(description="the heading over the entry")
    country: str = pa.Field(description="the country as printed")

    _sister = word_rule("relation", ("sister",), "sister_only")
    _bare = absent_rule(
        "ordinal", "date", "date_text", "location",
        why="expected nothing: the outline prints names and countries",
    )  # fmt: skip
