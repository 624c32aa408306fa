"""What the comparisons may consult: the sound model always, the gazetteer unless told not to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reconcile.sound import SoundModel


class Places(Protocol):
    """What the matcher asks of a gazetteer."""

    def lookup_many(self, names: Iterable[tuple[str, str | None]]) -> list[tuple[str, ...]]:
        """Ids of the places that bear each (name, country or `None`)."""
        ...

    def names(self, id: str) -> tuple[str, ...]:
        """All names of a place."""
        ...

    def largest(self, country: str | None, *, most: int) -> tuple[tuple[str, str], ...]:
        """Ids and main names of a country's largest cities and subdivisions (`None`: of all)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """The opened tables. `gazetteer` is `None` where no table of place names may be used."""

    gazetteer: Places | None
    sound: SoundModel

    def lookup(self, queries: Sequence[tuple[str, str | None]]) -> list[tuple[str, ...]]:
        """Gazetteer ids for each (name, country or `None`); empty where unknown."""
        if self.gazetteer is None:
            return [()] * len(queries)
        return self.gazetteer.lookup_many(queries)

    def names(self, id: str) -> tuple[str, ...]:
        """All names of a place that the gazetteer holds."""
        return self.gazetteer.names(id) if self.gazetteer is not None else ()

    def largest(self, country: str | None, *, most: int) -> tuple[tuple[str, str], ...]:
        """Ids and main names of the best known places of a country; none without a gazetteer."""
        return self.gazetteer.largest(country, most=most) if self.gazetteer is not None else ()


@lru_cache(maxsize=4)
def open_knowledge(gazetteer: str | Path = "default") -> Knowledge:
    """The tables for the value of `--gazetteer`: `default`, `none`, or a file's path."""
    from reconcile.sound import SoundModel

    if gazetteer == "none":
        return Knowledge(None, SoundModel.default())
    from reconcile.gazetteer import Gazetteer

    opened = Gazetteer.default() if gazetteer == "default" else Gazetteer.open(Path(gazetteer))
    return Knowledge(opened, SoundModel.default())
