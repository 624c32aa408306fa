"""Fetching of packaged sources: named npm packages at fixed versions, kept in a cache folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reconcile.errors import ReconcileError

CLDR_NAMES = "cldr-localenames-full@48.2.0"
CLDR_DATES = "cldr-dates-full@48.2.0"
ISO_COUNTRIES = "i18n-iso-countries@7.14.0"
CLDR_ZONES = "cldr-bcp47@48.2.0"
CLDR_XML = "cldr@8.0.0"  # holds CLDR's subdivisions whole; the JSON packages leave drafts out
ISO_REGIONS = "iso3166-2-db@2.3.11"


def npm_package(spec: str, cache: Path) -> Path:
    """Folder of an unpacked npm package, fetched by `npm pack` unless the cache holds it.

    Args:
        spec: `name@version`; always a fixed version, so that a rebuild gives the same bytes.
        cache: Folder that keeps the archives between runs.

    Returns:
        The folder that holds the package's `package.json`.

    Raises:
        ReconcileError: npm is missing, or the package could not be fetched.
    """
    folder = cache / spec.replace("/", "-")
    if (folder / "package" / "package.json").is_file():
        return folder / "package"
    npm = shutil.which("npm")
    if npm is None:
        raise ReconcileError(f"npm is not installed; it is needed to fetch {spec}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = subprocess.run(
        [npm, "pack", "--silent", spec], cwd=folder, capture_output=True, text=True, check=False
    )
    archives = sorted(folder.glob("*.tgz"))
    if done.returncode or not archives:
        raise ReconcileError(f"npm could not fetch {spec}: {done.stderr.strip()[-300:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder, filter="data")
    archives[0].unlink()
    return folder / "package"


def load_json(path: Path) -> Any:
    """What a JSON file holds."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated table with a header; lines that begin with `#` are comments.

    Raises:
        ReconcileError: A row has another number of cells than the header.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line and line[0] != "#"]
    (_, header), *body = rows
    for number, cells in body:
        if len(cells) != len(header):
            raise ReconcileError(
                f"{path.name}:{number}: {len(cells)} cells found, {len(header)} expected: {cells}"
            )
    return [dict(zip(header, cells, strict=True)) for _, cells in body]


def write_table(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Write a tab-separated table: UTF-8, LF, header first, rows in the order given."""
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
