"""The page for curators at `/`: one finding at a time beside what it rests on, and a decision.

live.py       a report as it stands now, decisions laid over it at once
queue.py      which findings are shown, in which order, what comes next
evidence.py   what one finding rests on: rows, neighbours, evidence, closest rows, map
routes.py     what is answered; pages.py makes it text; words.py says it in two languages
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

    from reconcile.service.context import Context


def routes(context: Context) -> APIRouter:
    """What this part answers."""
    from reconcile.service.review.answers import routes as made

    return made(context)
