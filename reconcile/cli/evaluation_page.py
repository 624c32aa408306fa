"""What an evaluation measured, for a terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reconcile.reporters import Style
from reconcile.reporters.layout import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reconcile.evaluation import Evaluation, SettingResult

MOST_ERRORS = 20


def render(found: Evaluation, style: Style) -> str:
    """The figures: the whole, by kind, reliability, and what went wrong."""
    page = Page(width=style.width, color=style.color)
    quality = found.quality
    page.line(
        f"precision {quality.precision:.4f}  recall {quality.recall:.4f}  F1 {quality.f1:.4f}",
        style="bold",
    )
    page.line(
        f"{quality.right} right, {quality.wrong} wrong, {quality.missed} missed; "
        f"Brier score {found.brier:.4f}"
    )
    if style.verbose < 0:
        return page.text
    if found.rankings:
        page.heading("RANKING: how often the partner is among the first k (a tie is a miss)")
        ranks = list(found.rankings[0].recall)
        page.table(
            [["kind", "rows", *(f"k = {k}" for k in ranks), ""]]
            + [
                [row.kind, f"{row.rows:>4}", *(f"{row.recall[k]:.3f}" for k in ranks), ""]
                for row in found.rankings
            ],
            indent=2,
        )
    if found.reliability:
        page.heading("RELIABILITY: what the confidence claimed, and what was true")
        page.table(
            [["confidence", "pairs", "claimed", "true"]]
            + [
                [f"{bin.low:.2f}-{bin.high:.2f}", f"{bin.pairs:>5}", f"{bin.claimed:.3f}",
                 f"{bin.true:.3f}"]
                for bin in found.reliability
            ],
            indent=2,
        )  # fmt: skip
    if found.errors:
        page.heading(f"ERRORS: {len(found.errors)}")
        most = len(found.errors) if style.verbose else MOST_ERRORS
        for error in found.errors[:most]:
            page.line(error, indent=2, hang=4)
        if most < len(found.errors):
            page.line(f"and {len(found.errors) - most} more (-v lists them)", indent=2)
    return page.text


def render_settings(found: Sequence[SettingResult], style: Style) -> str:
    """Every setting in a line or, where names are ranked, a line per kind; baseline beside it."""
    page = Page(width=style.width, color=style.color)
    rows = [["setting", "rows", "pinyin", "ours", "precision"]]
    for result in found:
        title, ours, peer = result.setting.title, result.ours, result.baseline
        for row in ours.rankings if result.setting.ranked else ():
            theirs = {r.kind: r.recall[1] for r in peer.rankings} if peer else {}
            rows.append(
                [f"{title}: {row.kind}", f"{row.rows:>5}", f"{theirs.get(row.kind, 0):.3f}",
                 f"{row.recall[1]:.3f}", ""]
            )  # fmt: skip
        if not result.setting.ranked:
            quality = ours.quality
            rows.append(
                [f"{title}: F1", f"{quality.right + quality.missed:>5}",
                 f"{peer.quality.f1:.3f}" if peer else "", f"{quality.f1:.4f}",
                 f"{quality.precision:.4f}"]
            )  # fmt: skip
    page.table(rows)
    for result in found:
        if result.ours.reliability:
            page.heading(
                f"RELIABILITY, {result.setting.title} (Brier score {result.ours.brier:.4f})"
            )
            page.table(
                [["confidence", "pairs", "claimed", "true"]]
                + [
                    [f"{b.low:.2f}-{b.high:.2f}", f"{b.pairs:>5}", f"{b.claimed:.3f}",
                     f"{b.true:.3f}"]
                    for b in result.ours.reliability
                ],
                indent=2,
            )  # fmt: skip
    return page.text


def as_json(found: Evaluation) -> str:
    """The figures as JSON."""
    quality = found.quality
    data: dict[str, Any] = {
        "precision": round(quality.precision, 4),
        "recall": round(quality.recall, 4),
        "f1": round(quality.f1, 4),
        "right": quality.right,
        "wrong": quality.wrong,
        "missed": quality.missed,
        "brier": round(found.brier, 4),
        "recall_at": {
            row.kind: {"rows": row.rows, **{str(k): round(v, 4) for k, v in row.recall.items()}}
            for row in found.rankings
        },
        "reliability": [
            {
                "from": bin.low,
                "to": bin.high,
                "pairs": bin.pairs,
                "claimed": round(bin.claimed, 4),
                "true": round(bin.true, 4),
            }
            for bin in found.reliability
        ],
        "errors": list(found.errors),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
