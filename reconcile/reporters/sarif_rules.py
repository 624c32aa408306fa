"""The kinds of finding as SARIF rules, with help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.kinds import BY_NAME, KINDS, Kind
from reconcile.model import Severity

LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def rules(used: Sequence[str]) -> list[dict[str, Any]]:
    """All kinds in their order, then those of `used` that the catalogue does not know."""
    return [*(_rule(kind) for kind in KINDS), *({"id": name} for name in _unknown(used))]


def rule_index(name: str, used: Sequence[str]) -> int:
    """Where in `rules(used)` the kind stands."""
    return _RANK[name] if name in _RANK else len(KINDS) + _unknown(used).index(name)


_RANK = {kind.name: rank for rank, kind in enumerate(KINDS)}


def _unknown(used: Sequence[str]) -> list[str]:
    return sorted({name for name in used if name not in BY_NAME})


def _rule(kind: Kind) -> dict[str, Any]:
    meaning = " ".join(kind.meaning.split())
    return {
        "id": kind.name,
        "name": "".join(word.capitalize() for word in kind.title.split()),
        "shortDescription": {"text": f"{kind.title}."},
        "fullDescription": {"text": meaning},
        "help": {
            "text": f"{meaning}\nFound in: {kind.bad}\nNot in: {kind.good}\n"
            f"`reconcile kinds {kind.name}` tells more.",
            "markdown": f"{meaning}\n\n"
            f"| found in | not in |\n| --- | --- |\n| {_code(kind.bad)} | {_code(kind.good)} |\n\n"
            f"`reconcile kinds {kind.name}` tells more; `reconcile decide FINDING --verdict "
            "accepted --reason ...` settles a single finding.",
        },
        "defaultConfiguration": {"level": LEVELS[kind.severity]},
        "properties": {"tags": ["data-quality"]},
    }


def _code(example: str) -> str:
    return f"`{example.replace('|', chr(92) + '|')}`"
