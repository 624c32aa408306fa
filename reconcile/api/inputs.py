"""What calls are given: names that must be known, days, and the clock."""

from __future__ import annotations

import contextlib
import datetime
import os
import time
from collections.abc import Sequence
from difflib import get_close_matches

from reconcile.errors import UsageError


def today_or(today: str = "") -> str:
    """The given day, else that of `SOURCE_DATE_EPOCH`, else of the clock (UTC), in ISO form."""
    if today:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def now_or() -> str:
    """The moment of `SOURCE_DATE_EPOCH`, else of the clock: ISO 8601 in UTC, to the second."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch) if epoch.isdigit() else time.time()
    moment = datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def valid_day(text: str) -> str:
    """`text`, once it is certain that it is a day as YYYY-MM-DD, or ''.

    Raises:
        UsageError: It is neither.
    """
    with contextlib.suppress(ValueError):
        if not text or datetime.date.fromisoformat(text).isoformat() == text:
            return text
    raise UsageError(f'"{text}" is no day', hint="Expected YYYY-MM-DD, such as 2024-07-23.")


def known(name: str, names: Sequence[str], what: str) -> str:
    """`name`, once it is certain that it is one of `names`.

    Raises:
        UsageError: It is not; the nearest one is proposed.
    """
    if name not in names:
        raise UsageError(f'"{name}" is no {what}', hint=did_you_mean(name, names))
    return name


def did_you_mean(name: str, names: Sequence[str]) -> str:
    """The nearest name, for a hint; else all of them where they are few."""
    near = get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    return f"Known: {', '.join(names)}." if len(names) <= 40 else ""
