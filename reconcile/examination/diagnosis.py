"""One result of an examination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["fine", "note", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What one examination found.

    Attributes:
        about: What was examined, e.g. `opencc`.
        state: `fine`, `note` or `wrong`.
        text: What was found.
        advice: What to do, where something is wrong.
    """

    about: str
    state: State
    text: str
    advice: str = ""
