"""What a date of ours must look like."""

from __future__ import annotations

import datetime
import re


def is_iso(text: str) -> bool:
    """Whether the text is a year, a month or a day of the calendar in ISO 8601."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True
