"""Where two spellings differ, marked character by character."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from markupsafe import Markup, escape

from reconcile.reporters.safe import visible

LONGEST = 200  # characters that are compared; longer text is no name


@lru_cache(maxsize=4096)
def marked(text: str, other: str) -> Markup:
    """The text with the characters marked that the other does not have.

    Example:
        >>> marked("Columbia", "Colombia")
        Markup('Col<mark>u</mark>mbia')
    """
    text, other = visible(text), visible(other)
    if not other or text == other or max(len(text), len(other)) > LONGEST:
        return escape(text)
    parts = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    return Markup("").join(
        escape(text[i:j]) if tag == "equal" else Markup("<mark>{}</mark>").format(text[i:j])
        for tag, i, j, _, _ in parts
        if i < j
    )


def against(texts: Sequence[str], suggestion: str = "") -> list[Markup]:
    """Each text marked against the suggestion, or against the first text that differs.

    Texts of another script share no letter, so nothing is marked between them.
    """
    return [marked(text, _rival(text, texts, suggestion)) for text in texts]


def _rival(text: str, texts: Sequence[str], suggestion: str) -> str:
    rivals = [suggestion, *texts] if suggestion else list(texts)
    own = set(text.casefold())
    for rival in rivals:
        if rival and rival != text and own & set(rival.casefold()) - set(" ,.()-"):
            return rival
    return ""
