"""Every installed package has a licence that an Apache-2.0 project may depend on at run time."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distributions

FREE = (
    "apache", "mit", "bsd", "isc", "python software foundation", "psf", "python-2.0", "mpl",
    "mozilla public", "unlicense", "public domain", "zlib", "0bsd", "cc0", "hpnd", "unicode",
)  # fmt: skip
BOUND = ("gpl", "gnu general", "gnu lesser", "agpl", "affero", "sspl", "busl", "commercial")
OURS = {"reconcile-places", "pip", "setuptools", "wheel"}


def licence(package: Distribution) -> str:
    """What a package says of its licence: the expression, else the classifiers, else the text."""
    meta = package.metadata
    expression = meta.get("License-Expression")
    if expression:
        return expression
    classifiers = [c for c in meta.get_all("Classifier") or () if c.startswith("License ::")]
    if classifiers:
        return "; ".join(c.rpartition(" :: ")[2] for c in classifiers)
    text = (meta.get("License") or "").strip()
    return text.splitlines()[0] if text else ""


def verdict(said: str) -> bool:
    """Whether every alternative that must hold is free; one free alternative of an OR is enough."""
    text = said.casefold()[:200]
    if any(word in text for word in BOUND):
        return any(
            not any(word in part for word in BOUND) and any(word in part for word in FREE)
            for part in re.split(r"\bor\b|;", text)
        )
    return any(word in text for word in FREE)


def main() -> int:
    """Print each package that fails; exit code 1 if there is one."""
    packages = {d.metadata["Name"].lower(): d for d in distributions()}
    failed = [
        f"{name}: {licence(package)[:80] or 'says nothing'}"
        for name, package in sorted(packages.items())
        if name not in OURS and not verdict(licence(package))
    ]
    print(f"{len(packages)} packages, {len(failed)} with a licence that does not fit")
    print("".join(f"  {line}\n" for line in failed), end="")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
