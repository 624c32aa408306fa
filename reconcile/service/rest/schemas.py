"""The schemas of a workspace by name: no other code is ever loaded for a client."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from reconcile.api.inputs import known

if TYPE_CHECKING:
    from pathlib import Path

    from reconcile.workspace import Workspace


def schema_names(workspace: Workspace) -> tuple[str, ...]:
    """Names of the models that the sources declare or that `schemas/` holds, sorted."""
    declared = {source.schema for source in workspace.sources.values() if source.schema}
    files = sorted((workspace.root / "schemas").glob("*.py"))
    return tuple(sorted(declared | {name for path in files for name in _models(path)}))


def known_schema(workspace: Workspace, name: str) -> str:
    """The name, once it is certain that it is a schema of the workspace.

    Raises:
        UsageError: It is none.
    """
    return known(name, schema_names(workspace), "schema of this workspace")


def _models(path: Path) -> list[str]:
    """Public classes of a file, found without running it."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    classes = (node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.bases)
    return [f"schemas/{path.name}:{name}" for name in classes if not name.startswith("_")]
