"""The build command: named steps, in the order in which they rest on each other."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

# A step is the function `build(cache)` of the module, which returns the lines of its report.
STEPS: tuple[tuple[str, str], ...] = (
    ("countries", "reconcile.build.countries"),
    ("exonyms", "reconcile.build.exonyms"),
    ("readings", "reconcile.build.readings"),
    ("sound", "reconcile.build.sound"),
    ("gazetteer", "reconcile.build.gazetteer"),
    ("weights", "reconcile.build.weights"),
    ("outlines", "reconcile.build.outlines"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run the steps that were named, or all of them, and print what each wrote."""
    names = [name for name, _ in STEPS]
    parser = argparse.ArgumentParser(prog="python -m reconcile.build", description=__doc__)
    parser.add_argument("step", nargs="*", help=f"one of {', '.join(names)}; default: all")
    parser.add_argument("--cache", type=Path, default=Path(".cache/build"), metavar="DIR")
    options = parser.parse_args(arguments)
    unknown = [step for step in options.step if step not in names]
    if unknown:
        parser.error(f"no such step: {', '.join(unknown)} (choose from {', '.join(names)})")
    options.cache.mkdir(parents=True, exist_ok=True)
    for name, module in STEPS:
        if options.step and name not in options.step:
            continue
        started = time.perf_counter()
        build: Callable[[Path], list[str]] = importlib.import_module(module).build
        lines = build(options.cache.resolve())
        print(f"{name}: {time.perf_counter() - started:.0f} s", *lines, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
