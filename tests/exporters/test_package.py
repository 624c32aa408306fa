from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.exporters import MergedList
from reconcile.exporters.package import package_files


@pytest.fixture
def folder(merged: MergedList, tmp_path: Path) -> Path:
    """The package written into a folder."""
    for name, text in package_files(merged).items():
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def _validate(tool: str, file: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a validator as a user would; skips where it is not installed."""
    pytest.importorskip(tool, reason=f"{tool} validates the package; pip install {tool}")
    code = {
        "frictionless": "from frictionless.__main__ import console; console()",
        "csvw": "from csvw.__main__ import csvwvalidate; raise SystemExit(csvwvalidate())",
    }[tool]
    arguments = ["validate", file] if tool == "frictionless" else [file]
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("tool", "file"), [("frictionless", "datapackage.json"), ("csvw", "csv-metadata.json")]
)
def test_package_is_valid_by_the_tool_of_its_standard(folder: Path, tool: str, file: str) -> None:
    done = _validate(tool, file, folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("tool", "file"), [("frictionless", "datapackage.json"), ("csvw", "csv-metadata.json")]
)
def test_tool_finds_an_entry_of_no_relationship(folder: Path, tool: str, file: str) -> None:
    path = folder / "entries.csv"
    text = path.read_text("utf-8").replace("relationship-us:springfield", "relationship-none")
    path.write_text(text, "utf-8", newline="\n")
    assert _validate(tool, file, folder).returncode != 0


def test_both_descriptions_name_every_table_and_column(merged: MergedList) -> None:
    files = package_files(merged)
    package = json.loads(files["datapackage.json"])
    metadata = json.loads(files["csv-metadata.json"])
    for name, text in files.items():
        if name.endswith(".csv"):
            head = text.splitlines()[0].split(",")
            (resource,) = (r for r in package["resources"] if r["path"] == name)
            (table,) = (t for t in metadata["tables"] if t["url"] == name)
            assert [field["name"] for field in resource["schema"]["fields"]] == head
            assert [column["titles"] for column in table["tableSchema"]["columns"]] == head


def test_same_report_gives_the_same_bytes(merged: MergedList) -> None:
    assert package_files(merged) == package_files(merged)


def test_whole_report_is_in_the_package(merged: MergedList) -> None:
    files = package_files(merged)
    assert len(files["entries.csv"].splitlines()) - 1 == sum(
        len(r.entries) for r in merged.report.relationships
    )
    assert len(files["findings.csv"].splitlines()) - 1 == len(merged.report.findings)
