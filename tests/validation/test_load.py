"""A schema is found in the workspace or as a module, and never outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.errors import ConfigurationError
from reconcile.schema import LatinNames
from reconcile.validation import load_schema

Write = Callable[[str, str], Path]

MODEL = """
from __future__ import annotations
import pandera.polars as pa
from reconcile.schema import LatinNames

class Mine(LatinNames):
    date: str = pa.Field()

class NoModel:
    pass
"""


def test_a_path_and_a_dotted_name_find_the_same_file(write: Write, tmp_path: Path) -> None:
    write("rules/mine.py", MODEL)
    by_path = load_schema("rules/mine.py:Mine", tmp_path)
    assert issubclass(by_path, LatinNames)
    assert load_schema("rules/mine.py:Mine", tmp_path) is by_path
    assert load_schema("rules.mine:Mine", tmp_path) is by_path


def test_a_changed_file_is_loaded_anew(write: Write, tmp_path: Path) -> None:
    write("mine.py", MODEL)
    before = load_schema("mine.py:Mine", tmp_path)
    write("mine.py", MODEL.replace("date: str", "region: str"))
    assert load_schema("mine.py:Mine", tmp_path) is not before


def test_an_installed_module_is_found(tmp_path: Path) -> None:
    assert load_schema("reconcile.schema:LatinNames", tmp_path) is LatinNames


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        ("mine.py", "names no model"),
        ("", "names no model"),
        ("mine.py:", "names no model"),
        ("mine.py:not a name", "names no model"),
        ("absent.py:Mine", "there is no file absent.py"),
        ("absent_module:Mine", 'there is no module "absent_module"'),
        ("no-module:Mine", '"no-module" is no module'),
        ("../outside.py:Mine", "lies outside the workspace"),
        ("rules/../../outside.py:Mine", "lies outside the workspace"),
        ("link.py:Mine", "lies outside the workspace"),
        ("mine.py:Other", 'there is no "Other"'),
        ("mine.py:NoModel", "is no model of pandera.polars"),
        ("syntax.py:Mine", "cannot be loaded: SyntaxError"),
        ("raises.py:Mine", "cannot be loaded: ZeroDivisionError"),
    ],
)
def test_a_wrong_reference_is_an_error_in_words(
    write: Write, tmp_path: Path, ref: str, says: str
) -> None:
    workspace = tmp_path / "workspace"
    for name, text in (
        ("workspace/mine.py", MODEL),
        ("outside.py", MODEL),
        ("workspace/syntax.py", "class :\n"),
        ("workspace/raises.py", "\n\n1 / 0\n"),
    ):
        write(name, text)
    (workspace / "link.py").symlink_to(tmp_path / "outside.py")
    with pytest.raises(ConfigurationError) as raised:
        load_schema(ref, workspace)
    assert says in str(raised.value)
    assert raised.value.hint


def test_the_line_of_a_broken_schema_is_told(write: Write, tmp_path: Path) -> None:
    write("raises.py", "\n\n1 / 0\n")
    with pytest.raises(ConfigurationError, match=r"^raises.py:3: "):
        load_schema("raises.py:Mine", tmp_path)


def test_an_absolute_path_is_refused(write: Write, tmp_path: Path) -> None:
    path = write("mine.py", MODEL)
    with pytest.raises(ConfigurationError, match="outside the workspace"):
        load_schema(f"{path}:Mine", tmp_path)


def test_many_threads_that_load_one_schema_at_once_all_get_it(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    text = "import time\ntime.sleep(0.05)\nfrom reconcile.schema import LatinNames\n\n\n"
    (tmp_path / "slow.py").write_text(text + "class Slow(LatinNames):\n    pass\n")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: load_schema("slow.py:Slow", tmp_path), range(4)))
    assert len(set(found)) == 1
