"""How near texts are to the nearest of some others, for many small questions at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.matching.batch import Values

_SMALL = 200  # comparisons of a question from which a table of its own is the faster way
_HELD = 1_000_000  # comparisons that wait to be made together


class Nearest:
    """Similarities of texts to the nearest of some others (Indel, normalised, in [0, 1]).

    Most questions are a handful of comparisons, of which a call of its own would take many times
    as long as they do: those are gathered.

    Args:
        size: Number of texts.

    Example:
        >>> nearest = Nearest(2)
        >>> nearest.add([0, 1], ["lyon", "lima"], ["lyons", "lyon"])
        >>> nearest.values().tolist()
        [1.0, 0.25]
    """

    def __init__(self, size: int) -> None:
        import numpy as np

        self._best = np.zeros(size, np.float32)
        self._places: list[int] = []
        self._texts: list[str] = []
        self._others: list[str] = []

    def add(self, places: Sequence[int], texts: Sequence[str], others: Sequence[str]) -> None:
        """Ask how near some texts are to the nearest of `others`.

        Args:
            places: The number of each text, each once; asked twice, the nearer answer counts.
            texts: The texts.
            others: At least one.
        """
        if len(texts) * len(others) > _SMALL:
            self._at_once(places, texts, others)
            return
        for place, text in zip(places, texts, strict=True):
            self._places.extend([place] * len(others))
            self._texts.extend([text] * len(others))
            self._others.extend(others)
        if len(self._places) > _HELD:
            self._flush()

    def values(self) -> Values:
        """The answers by number; 0 of what was not asked."""
        self._flush()
        return self._best

    def _at_once(self, places: Sequence[int], texts: Sequence[str], others: Sequence[str]) -> None:
        import numpy as np
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        table = process.cdist(
            others, texts, scorer=Indel.normalized_similarity, dtype=np.float32
        ).max(axis=0)
        self._best[places] = np.maximum(self._best[places], table)

    def _flush(self) -> None:
        import numpy as np
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        if not self._places:
            return
        scores = process.cpdist(
            self._others, self._texts, scorer=Indel.normalized_similarity, dtype=np.float32
        )
        np.maximum.at(self._best, np.array(self._places), scores)
        for waiting in (self._places, self._texts, self._others):
            waiting.clear()
