"""Align Chinese and English lists of the same places, and explain every discrepancy.

Every command of the command line is one call here; each is imported when it is first asked for.

    import reconcile

    workspace = reconcile.find_workspace()
    (report,) = reconcile.check(workspace)
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# Public name to the module that holds it.
_PUBLIC = {
    "ReconcileError": "reconcile.errors",
    "check": "reconcile.api",
    "create_app": "reconcile.service",
    "decide": "reconcile.api",
    "decide_from": "reconcile.decided",
    "doctor": "reconcile.examination",
    "drift": "reconcile.past",
    "evaluate": "reconcile.lists",
    "explain": "reconcile.lists",
    "export": "reconcile.merged",
    "fetch": "reconcile.fetched",
    "find_finding": "reconcile.api",
    "find_workspace": "reconcile.api",
    "history": "reconcile.past",
    "letter": "reconcile.merged",
    "load_workspace": "reconcile.api",
    "match": "reconcile.lists",
    "package": "reconcile.merged",
    "read": "reconcile.api",
    "report": "reconcile.api",
    "resolve": "reconcile.lists",
    "suggest": "reconcile.suggesting",
    "undo": "reconcile.api",
    "validate": "reconcile.api",
    "validate_file": "reconcile.validated",
}
__all__ = sorted(_PUBLIC)  # noqa: PLE0605

if TYPE_CHECKING:
    from reconcile.api import (
        check,
        decide,
        find_finding,
        find_workspace,
        load_workspace,
        read,
        report,
        undo,
        validate,
    )
    from reconcile.decided import decide_from
    from reconcile.errors import ReconcileError
    from reconcile.examination import doctor
    from reconcile.fetched import fetch
    from reconcile.lists import evaluate, explain, match, resolve
    from reconcile.merged import export, letter, package
    from reconcile.past import drift, history
    from reconcile.service import create_app
    from reconcile.suggesting import suggest
    from reconcile.validated import validate_file


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'reconcile' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
