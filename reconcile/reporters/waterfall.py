"""Evidence as a waterfall: where each piece takes the log-odds, down to the confidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from reconcile.reporters.layout import Page
from reconcile.reporters.places import confidence_text

BAR = 21  # columns of the bars: room for a middle
Step = tuple[str, float, str, str]  # name, weight, detail, meaning


def render(
    title: str, steps: Sequence[Step], *, width: int = 80, color: bool = False, verbose: int = 0
) -> str:
    """The waterfall as text; `verbose` adds what each comparison looks at."""
    page = Page(width=width, color=color)
    sums = list(accumulate(weight for _, weight, _, _ in steps))
    total = sums[-1] if sums else 0.0
    page.line(f"{title}: confidence {confidence_text(confidence(total))}", style="bold")
    if verbose < 0:
        return page.text
    page.blank()
    rows = []
    for (name, weight, detail, meaning), end in zip(steps, sums, strict=True):
        text = f"{detail} ({meaning})" if verbose and meaning else detail or meaning
        rows.append((name, f"{weight:+7.2f}", _bar(end - weight, end, sums), text))
    rows.append(("sum", f"{total:+7.2f}", _bar(0.0, total, sums), "log-odds"))
    page.table(rows, styles=("bold",))
    return page.text


def confidence(log_odds: float) -> float:
    """The probability in [0, 1] that log-odds stand for.

    Example:
        >>> confidence(0.0), confidence(-1000.0)
        (0.5, 0.0)
    """
    if log_odds < 0:
        return math.exp(log_odds) / (1 + math.exp(log_odds))
    return 1 / (1 + math.exp(-log_odds))


def _bar(start: float, end: float, sums: Sequence[float]) -> str:
    """From where the sum stood to where it stands, with a line at zero (even odds)."""
    low, high = min((0.0, *sums)), max((0.0, *sums))
    scale = (BAR - 1) / (high - low) if high - low > 1e-9 else 0.0
    first, last = sorted((round((start - low) * scale), round((end - low) * scale)))
    zero = round(-low * scale)
    cells = ["█" if first <= i <= last else "│" if i == zero else " " for i in range(BAR)]
    return "".join(cells)
