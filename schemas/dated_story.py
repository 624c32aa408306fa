"""Prose under dated headings."""

from __future__ import annotations

import pandera.polars as pa

from reconcile.schema import LatinNames, absent_rule, earliest_rule


class DatedStory(LatinNames):
    """Entries in English, one per heading; every heading carries a date, none a number."""

    subject: str = pa.Field(description="whose partner it is")
    country: str = pa.Field(description="the country as printed")
    date: str = pa.Field(description="the heading's date in ISO 8601")
    date_text: str = pa.Field(description="the heading's date as printed")

    # The first sister cities of the People's Republic: Tianjin and Kobe, in 1973.
    _first = earliest_rule("date", "1973")
    _unnumbered = absent_rule("ordinal", why="expected nothing: headings carry no number")
