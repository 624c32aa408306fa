"""Small pages about one entity: the preview in a client, the page to look at, what is offered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reconcile.service.recon.place_types import TYPES
from reconcile.service.recon.suggest import entity_facts
from reconcile.service.recon.values import BATCH, Entity

if TYPE_CHECKING:
    from jinja2 import Environment

    from reconcile.service.recon.answers import Answers

# Nothing is loaded from anywhere, no script runs, and any page may show it in a frame.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *; base-uri 'none'"


def preview(answers: Answers, entity: Entity) -> str:
    """The little page that clients show beside a candidate: what it is, and why it was offered."""
    facts = dict(entity_facts(answers, entity))
    brief = [
        (name, facts[name])
        for name in (
            "country", "region", "type of place", "population", "partner of", "relation", "date",
            "line", "lines", "coordinates",
        )
        if name in facts
    ]  # fmt: skip
    return _page("preview.html", answers, entity=entity, facts=brief)


def view(answers: Answers, entity: Entity) -> str:
    """Everything that is known of an entity."""
    return _page("view.html", answers, entity=entity, facts=entity_facts(answers, entity))


def about(answers: Answers, address: str) -> str:
    """What this list is, and how clients ask it."""
    from reconcile.matching.policy import POLICY as COMPARISONS
    from reconcile.matching.reasons import meaning

    names = dict.fromkeys(one.__name__ for view in COMPARISONS.values() for one in view)
    evidence = [(name, meaning(name)) for name in names]
    return _page(
        "about.html", answers, address=address, types=TYPES, batch=BATCH, evidence=evidence
    )


def _page(name: str, answers: Answers, **told: object) -> str:
    entity = told.get("entity")
    reasons = answers.reasons(entity.id) if isinstance(entity, Entity) else ()
    page = _templates().get_template(name)
    return page.render(authority=answers.authority, reasons=reasons, **told)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, select_autoescape

    return Environment(
        loader=PackageLoader("reconcile.service.recon"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
