"""A site, and a visitor in a hurry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from website import HURRY, Site, running_site

from reconcile.fetching import Page, Validators, Visitor


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine, reached without any proxy."""
    monkeypatch.setenv("NO_PROXY", "*")
    with running_site() as running:
        yield running


@pytest.fixture
def get() -> Callable[..., Page]:
    """Fetches one page with short limits, which a test may change."""

    def fetch(
        url: str, *, known: Validators = Validators(), visitor: Visitor | None = None
    ) -> Page:
        with visitor or Visitor(limits=HURRY) as visiting:
            return visiting.get(url, known=known)

    return fetch
