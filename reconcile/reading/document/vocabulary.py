"""The vocabulary of `data/*.tsv`: patterns, and what each stands for."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, str], ...]:
    """(value, pattern) of each row of a table, in order; comments and the header left out."""
    lines = (_DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")][1:]
    return tuple((value, pattern) for value, _, pattern in (ln.partition("\t") for ln in kept))


def patterns(name: str, **parts: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a table, case ignored, with `{PART}` filled in; one per row."""
    return tuple((value, re.compile(_filled(text, parts), re.I)) for value, text in rows(name))


def joined(name: str, **parts: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The same with neighbouring rows of one value as one pattern."""
    found: list[tuple[str, list[str]]] = []
    for value, text in rows(name):
        if not found or found[-1][0] != value:
            found.append((value, []))
        found[-1][1].append(f"(?:{_filled(text, parts)})")
    return tuple((value, re.compile("|".join(texts), re.I)) for value, texts in found)


def _filled(text: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text
