"""Numbered lists in order of signing, one model per language."""

from __future__ import annotations

import pandera.polars as pa

from reconcile import checks
from reconcile.schema import HanNames, LatinNames, earliest_rule, rule, whole_day_rule

# The first sister cities of the People's Republic: Tianjin and Kobe, 24 June 1973.
_FIRST_TIE = "1973-06-24"


class NumberedListEn(LatinNames):
    """A numbered list in English: every entry has its number, country, day and place."""

    subject: str = pa.Field(description="whose partner it is")
    ordinal: int = pa.Field(description="its number in the list, from 1")
    country: str = pa.Field(description="the country as printed")
    date: str = pa.Field(description="the day of signing in ISO 8601")
    date_text: str = pa.Field(description="the day of signing as printed")
    location: str = pa.Field(description="the place of signing, or how it was signed")

    _day = whole_day_rule("date")
    _first = earliest_rule("date", _FIRST_TIE)
    _location = rule(
        "location",
        test=checks.latin,
        name="latin",
        error="is not written in Latin letters alone; expected Latin letters",
    )


class NumberedListZh(HanNames):
    """A numbered list in Chinese: every entry has its number, country and day."""

    subject: str = pa.Field(description="whose partner it is")
    ordinal: int = pa.Field(description="its number in the list, from 1")
    country: str = pa.Field(description="the country as printed")
    date: str = pa.Field(description="the day of signing in ISO 8601")
    date_text: str = pa.Field(description="the day of signing as printed")

    _day = whole_day_rule("date")
    _first = earliest_rule("date", _FIRST_TIE)
