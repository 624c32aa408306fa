"""Align Chinese and English lists of the same places, and explain every discrepancy.

Every command of the command line is one call here; each is imported when it is first asked for.

    import reconcile

    workspace = reconcile.find_workspace()
    (report,) = reconcile.check(workspace)
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

# Public name to the module that holds it, and the name that it has there where it is another.
_PUBLIC = {
    "ReconcileError": "reconcile.errors",
    "check": "reconcile.api.check",
    "create_app": "reconcile.service",
    "decide": "reconcile.api.decide",
    "decide_from": "reconcile.api.decide_from",
    "doctor": "reconcile.examination",
    "drift": "reconcile.api.history",
    "evaluate": "reconcile.api.lists",
    "explain": "reconcile.api.lists",
    "export": "reconcile.api.export",
    "fetch": "reconcile.api.fetch",
    "find_finding": "reconcile.api.find",
    "find_workspace": "reconcile.workspace:find",
    "history": "reconcile.api.history",
    "letter": "reconcile.api.export",
    "load_workspace": "reconcile.workspace:load",
    "match": "reconcile.api.lists",
    "package": "reconcile.api.export",
    "read": "reconcile.api.read",
    "report": "reconcile.api.check",
    "resolve": "reconcile.api.lists",
    "suggest": "reconcile.suggesting",
    "undo": "reconcile.api.decide",
    "validate": "reconcile.api.validate",
    "validate_file": "reconcile.api.validate",
}
__all__ = sorted(_PUBLIC)  # noqa: PLE0605

if TYPE_CHECKING:
    from reconcile.api.check import check, report
    from reconcile.api.decide import decide, undo
    from reconcile.api.decide_from import decide_from
    from reconcile.api.export import export, letter, package
    from reconcile.api.fetch import fetch
    from reconcile.api.find import find_finding
    from reconcile.api.history import drift, history
    from reconcile.api.lists import evaluate, explain, match, resolve
    from reconcile.api.read import read
    from reconcile.api.validate import validate, validate_file
    from reconcile.errors import ReconcileError
    from reconcile.examination import doctor
    from reconcile.service import create_app
    from reconcile.suggesting import suggest
    from reconcile.workspace import find as find_workspace
    from reconcile.workspace import load as load_workspace


def __getattr__(name: str) -> object:
    if name in _PUBLIC:
        module, _, own = _PUBLIC[name].partition(":")
        return getattr(import_module(module), own or name)
    raise AttributeError(f"module 'reconcile' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
