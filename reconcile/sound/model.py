"""The sound model: how well a Latin spelling fits the sound of a Chinese name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reconcile.sound import align, batch, candidates, forward, pairs
from reconcile.sound.weights import Weights, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SoundModel:
    """Learned spelling of Han characters, with the operations that matching needs.

    Scores are match weights: natural-log odds that the two names are one place, before
    anything else is known. They are finite for every input; names without Han characters or
    without Latin letters score `forward.LOWEST`.
    """

    weights: Weights

    @classmethod
    def default(cls) -> SoundModel:
        """The model that is shipped, loaded on first use and then kept."""
        return _default()

    def scores(self, zh: Sequence[str], en: Sequence[str], *, country: str | None = None) -> Floats:
        """Match weights of all pairs.

        Args:
            zh: Chinese names, best in simplified characters.
            en: Latin names.
            country: ISO 3166-1 code of the country both lists belong to; unknown when None.

        Returns:
            float32 array [len(zh), len(en)]; higher is likelier, 0 is undecided. A value
            depends on its own two names and the country only.

        Example:
            >>> found = SoundModel.default().scores(["喀山"], ["Kazan", "Omsk"], country="RU")
            >>> bool(found[0, 0] > found[0, 1])
            True
        """
        return self.scores_of(zh, self.encoded(en), country=country)

    def encoded(self, en: Sequence[str]) -> tuple[batch.EnBatch, ...]:
        """Latin names made ready for `scores_of`, which takes longer than scoring a few."""
        return tuple(batch.encode_en(en, self.weights))

    def scores_of(
        self, zh: Sequence[str], en: Sequence[batch.EnBatch], *, country: str | None = None
    ) -> Floats:
        """As `scores`, for Latin names that are `encoded`."""
        import numpy as np

        width = sum(len(right.rows) for right in en)
        out = np.full((len(zh), width), forward.LOWEST, np.float32)
        left = batch.encode_zh(zh, self.weights)
        emissions = forward.Emissions(self.weights, self.group(country))
        for right in en:
            raw = forward.log_weights(left, right, emissions)
            out[:, right.rows] = self._calibrated(raw, left, right)
        return out

    def scores_at(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        rows: NDArray[np.int64],
        *,
        country: str | None = None,
    ) -> Floats:
        """Match weights of chosen pairs, as `candidates` returns them.

        Args:
            zh: Chinese names.
            en: Latin names.
            rows: For each Chinese name some rows of `en`, all of one number.
            country: As in `scores`.

        Returns:
            float32 array of the shape of `rows`, equal to what `scores` gives for these pairs.
        """
        import numpy as np

        lefts = np.repeat(np.arange(len(zh)), rows.shape[1])
        return self._paired(zh, en, lefts, rows.ravel(), country).reshape(rows.shape)

    def pair_scores(
        self, zh: Sequence[str], en: Sequence[str], *, country: str | None = None
    ) -> Floats:
        """Match weights of aligned pairs: entry i compares `zh[i]` with `en[i]`."""
        import numpy as np

        rows = np.arange(len(zh), dtype=np.int64)
        return self._paired(zh, en, rows, rows, country)

    def chosen_scores(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        rows: NDArray[np.int64],
        others: NDArray[np.int64],
        *,
        country: str | None = None,
    ) -> Floats:
        """Match weights of chosen pairs: entry i compares `zh[rows[i]]` with `en[others[i]]`."""
        return self._paired(zh, en, rows, others, country)

    def align(self, zh: str, en: str, *, country: str | None = None) -> tuple[tuple[str, str], ...]:
        """Which characters spell which letters, for explanations.

        Example:
            >>> SoundModel.default().align("叶卡", "Yeka")
            (('叶', 'ye'), ('卡', 'ka'))
        """
        return align.best(zh, en, self.weights, self.group(country))

    def candidates(
        self, zh: Sequence[str], en: Sequence[str], *, top: int = 100, country: str | None = None
    ) -> NDArray[np.int64]:
        """Rows of the Latin names worth an exact comparison, best first.

        Args:
            zh: Chinese names.
            en: Latin names.
            top: How many to keep for each Chinese name.
            country: As in `scores`.

        Returns:
            Array [len(zh), min(top, len(en))] of rows of `en`.
        """
        return candidates.nearest(zh, en, self.weights, self.group(country), top)

    def nearest_both(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        rows: NDArray[np.int64],
        others: NDArray[np.int64],
        *,
        top: int,
        country: str | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Candidates of both lists at once.

        Args:
            zh: Chinese names.
            en: Latin names.
            rows: The Chinese names to find Latin ones for.
            others: The Latin names to find Chinese ones for.
            top: How many to keep for each.
            country: As in `scores`.

        Returns:
            Rows of `en` for each of `rows`, and rows of `zh` for each of `others`, best first.
        """
        left = candidates.expected_pairs(zh, self.weights, self.group(country))
        right = candidates.latin_pairs(en)
        rare = candidates.rarity(right)
        return (
            candidates.best(left[rows], right, rare, top),
            candidates.best(right[others], left, rare, top),
        )

    def group(self, country: str | None) -> int:
        """Row of the language group of a country; 0 where none is known."""
        return self.weights.groups.get(country or "", 0)

    def _paired(
        self,
        zh: Sequence[str],
        en: Sequence[str],
        rows: NDArray[np.int64],
        others: NDArray[np.int64],
        country: str | None,
    ) -> Floats:
        import numpy as np

        if not len(rows):
            return np.zeros(0, np.float32)
        left = batch.encode_zh(zh, self.weights)
        (right,) = batch.encode_en(en, self.weights, width=len(en))
        column = np.empty(len(en), np.int64)
        column[right.rows] = np.arange(len(en))
        columns = column[others]
        emissions = forward.Emissions(self.weights, self.group(country))
        raw = pairs.pair_weights(left, right, rows, columns, emissions)
        characters = np.array([len(form) for form in left.forms[: left.size]], np.float32)[rows]
        return self._scaled(raw, characters, right.lengths[columns])

    def _calibrated(self, raw: Floats, zh: batch.ZhBatch, en: batch.EnBatch) -> Floats:
        import numpy as np

        characters = np.array([len(form) for form in zh.forms[: zh.size]], np.float32)[:, None]
        return self._scaled(raw, characters, en.lengths[None, :])

    def _scaled(self, raw: Floats, characters: Floats, letters: NDArray[np.int64]) -> Floats:
        import numpy as np

        slope, per_character, offset = self.weights.calibration
        out = slope * raw + per_character * characters + offset
        empty = (characters == 0) | (letters == 0)
        return np.where(empty, forward.LOWEST, np.maximum(out, forward.LOWEST)).astype(np.float32)


@cache
def _default() -> SoundModel:
    return SoundModel(load())
