"""Files that are replaced as a whole, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.errors import UnreadableError
from reconcile.files import replace_file


def test_file_is_made_and_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    replace_file(path, "eins\n")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    replace_file(path, b"\xff\r\n")
    assert path.read_bytes() == b"\xff\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("broken", ["os.fsync", "os.fchmod"])
def test_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, full_disk)
    with pytest.raises(UnreadableError, match="No space left") as told:
        replace_file(path, "new")
    assert told.value.where == str(path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be written") as told:
        replace_file(tmp_path / "nowhere/a.csv", "x")
    assert "folder that exists" in told.value.hint
