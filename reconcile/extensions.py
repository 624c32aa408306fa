"""Finding what other packages add: readers and checks, by entry points of their names.

A package declares them in its pyproject.toml:

    [project.entry-points."reconcile.readers"]
    harbour = "my_package:read"

    [project.entry-points."reconcile.checks"]
    harbour = "my_package:check"

A plugin is code that the user installed: it runs with the user's rights. One that breaks ends the
run with its name, since a check that did not run is no agreement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from reconcile.errors import PluginError, ReconcileError

READERS, CHECKS = "reconcile.readers", "reconcile.checks"
_WHAT = {READERS: "reader", CHECKS: "check"}


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin that is installed, not yet imported."""

    group: str
    name: str
    package: str
    _entry: EntryPoint

    def __str__(self) -> str:
        return f'the {_WHAT[self.group]} "{self.name}" of {self.package}'

    def call(self, *given: Any, taken: Callable[[Any], Any] = lambda made: made) -> Any:
        """What the plugin returns, as `taken` makes it: a generator breaks only when it runs.

        Raises:
            PluginError: It cannot be imported or called, or raised something.
            ReconcileError: It said itself what is wrong with the data.
        """
        try:
            function: Callable[..., Any] = self._entry.load()
        except Exception as error:  # a plugin may raise anything
            raise self.problem(f"cannot be imported: {_said(error)}") from None
        if not callable(function):
            raise self.problem(f"is no function: {self._entry.value}")
        try:
            return taken(function(*given))
        except ReconcileError:
            raise
        except Exception as error:  # a plugin may raise anything
            raise self.problem(f"broke: {_said(error)}", place=_place(error)) from None

    def problem(self, what: str, *, place: str = "") -> PluginError:
        """The error that names the plugin."""
        return PluginError(
            f"{self} {what}",
            where=place,
            hint=f"Tell its authors, or remove it: pip uninstall {self.package}",
        )


def plugins(group: str) -> tuple[Plugin, ...]:
    """The plugins of a group by name.

    Raises:
        PluginError: Two packages give one name.
    """
    found: dict[str, Plugin] = {}
    for entry in entry_points(group=group):
        package = entry.dist.name if entry.dist else "an unknown package"
        plugin = Plugin(group, entry.name, package, entry)
        other = found.setdefault(entry.name, plugin)
        if other.package != package:
            raise plugin.problem(f"has the name of {other}, so nobody knows which is meant")
    return tuple(found[name] for name in sorted(found))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _place(error: Exception) -> str:
    """File and line where the error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
