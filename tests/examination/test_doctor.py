"""The doctor names what is wrong and what to do, and breaks on nothing."""

from __future__ import annotations

import shutil
from importlib.metadata import version as real_version
from pathlib import Path

import pytest

from reconcile.examination import Diagnosis, doctor, installation

ROOT = Path(__file__).parents[2]


def told(folder: Path, state: str = "wrong") -> dict[str, str]:
    return {d.about: d.text for d in doctor(folder) if d.state == state}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the worked example that a test may break."""
    copy = tmp_path / "own"
    for part in ("sources", "schemas", "reports"):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / "reconcile.toml", copy)
    return copy


def test_nothing_is_wrong_with_this_installation_and_the_worked_example(own: Path) -> None:
    assert told(own) == {}


def test_without_a_workspace_the_installation_alone_is_examined(tmp_path: Path) -> None:
    found = doctor(tmp_path)
    assert [d.about for d in found if d.state == "wrong"] == []
    assert found[-1].about == "workspace"
    assert "reconcile init" in found[-1].advice


def test_a_broken_configuration_is_named_with_its_line(own: Path) -> None:
    (own / "sources" / "guangzhou-en" / "source.toml").write_text('title = "x"\nlangage = "en"\n')
    assert "source.toml" in told(own)["workspace"]


def test_a_stale_report_and_windows_line_ends_and_strays_are_found(own: Path) -> None:
    (own / "reports" / "sister-cities" / "report.md").write_text("old")
    entries = own / "sources" / "guangzhou-zh" / "entries.csv"
    entries.write_bytes(entries.read_bytes().replace(b"\n", b"\r\n"))
    stray = own / "sources" / "someone"
    stray.mkdir()
    (stray / "entries.csv").write_text("line,name\n")
    found = told(own)
    assert found["report sister-cities"].startswith("report.md missing or older")
    assert "Windows line ends" in found["source guangzhou-zh"]
    assert "has no source.toml" in found["sources/someone"]


def test_a_source_in_no_report_is_a_note(own: Path) -> None:
    shutil.copytree(own / "sources" / "guangzhou-en", own / "sources" / "copy")
    assert "stands in no report" in told(own, "note")["source copy"]


def test_a_missing_an_old_and_a_rival_library_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "rapidfuzz":
            raise installation.PackageNotFoundError(name)
        return {"click": "7.0", "opencc-py": "1.1"}.get(name) or real_version(name)

    monkeypatch.setattr(installation, "version", version)
    found: dict[str, Diagnosis] = {
        d.about: d for d in installation.examine_installation() if d.state == "wrong"
    }
    assert found["rapidfuzz"].text == "is not installed"
    assert found["click"].text.startswith("is 7.0; needed is")
    assert "overwrites" in found["opencc"].text
    assert found["opencc"].advice.startswith("pip uninstall opencc-py")


def test_a_library_that_breaks_is_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("libopencc.so: cannot open shared object file")

    monkeypatch.setattr(installation, "_converts", broken)
    found = {d.about: d.text for d in installation.examine_installation() if d.state == "wrong"}
    assert found["opencc"].startswith("does not work: libopencc.so")
