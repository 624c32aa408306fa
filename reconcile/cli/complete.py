"""The names that a shell offers on Tab: of reports, sources and kinds of finding.

A workspace that cannot be read offers nothing: whoever runs the command is told why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from reconcile.errors import ReconcileError

if TYPE_CHECKING:
    from reconcile.workspace import Workspace


def report_names(context: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Reports of the workspace that begin with what was typed."""
    return _of_workspace(context, typed, lambda workspace: workspace.reports)


def source_names(context: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Sources of the workspace that begin with what was typed."""
    return _of_workspace(context, typed, lambda workspace: workspace.sources)


def kind_names(_context: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Kinds of finding that begin with what was typed."""
    from reconcile.kinds import BY_NAME

    return [name for name in BY_NAME if name.startswith(typed)]


def _of_workspace(
    context: click.Context, typed: str, names: Callable[[Workspace], Iterable[str]]
) -> list[str]:
    from reconcile.workspace import find

    try:
        # While a shell completes, the group itself was not called: ask it for `--workspace`.
        workspace = find(context.find_root().params.get("folder"))
    except ReconcileError:
        return []
    return sorted(name for name in names(workspace) if name.startswith(typed))
