"""The package of docs/how-to/plugins.md, installed beside us; and packages that break."""

from __future__ import annotations

import json
import re
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from outcome import Call, Outcome
from shared import ROOT

from reconcile.cli import cli

GUIDE = (ROOT / "docs" / "how-to" / "plugins.md").read_text("utf-8")
PYPROJECT, READER = re.findall(r"```toml[^\n]*\n(.*?)```", GUIDE, re.DOTALL)
(CODE,) = re.findall(r"```python[^\n]*\n(.*?)```", GUIDE, re.DOTALL)
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package where Python finds it, as pip would: a module and its metadata."""
    made: list[str] = []

    def put(code: str, pyproject: str = PYPROJECT, module: str = "harbour_lists") -> None:
        project = tomllib.loads(pyproject)["project"]
        folder = tmp_path / "site" / project["name"]
        about = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        about.mkdir(parents=True)
        (folder / f"{module}.py").write_text(code, "utf-8")
        (about / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        )
        points = [
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
            for group, named in project["entry-points"].items()
        ]
        (about / "entry_points.txt").write_text("\n".join(points))
        monkeypatch.syspath_prepend(str(folder))
        made.append(module)

    yield put
    for module in made:
        sys.modules.pop(module, None)


@pytest.fixture
def reconcile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """A workspace of one source, read by the plugin, and the command line on it."""
    files = {
        "reconcile.toml": "",
        "reports/r/report.toml": 'title = "R"\nsources = ["a"]\n',
        "sources/a/source.toml": (
            f'title = "A"\nlanguage = "en"\nsubject = "Lakeside"\nrelations = ["sister"]\n{READER}'
        ),
        "list.txt": "Turku (Finland) 1998-05-02\n\nMalmö (Sweden)\nOur twins\n",
    }
    for name, text in files.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def call(*args: object) -> Outcome:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(["--workspace", str(tmp_path / "w"), *map(str, args)], prog_name="reconcile")
        out, err = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Outcome(left.value.code, out, err)

    return call


def test_the_example_has_less_than_forty_lines() -> None:
    assert len((PYPROJECT + CODE).strip().splitlines()) < 40


def test_the_reader_and_the_check_of_the_guide_work(
    reconcile: Call, install: Install, tmp_path: Path
) -> None:
    install(CODE)
    read = reconcile("read", "a", tmp_path / "w" / "list.txt", "--write")
    assert read.code == 0
    assert "no country in brackets: Our twins" in read.out or "no country in brackets" in read.out
    rows = (tmp_path / "w/sources/a/entries.csv").read_text("utf-8").splitlines()
    assert rows[1:] == [
        "1,Lakeside,sister,,Turku,Finland,,1998-05-02,,,",
        "3,Lakeside,sister,,Malmö,Sweden,,,,,",
    ]
    found = json.loads(reconcile("check", "--format", "json", "--fail-on", "warning").out)
    (own,) = [row for row in found["findings"] if row["kind"] == "x_harbour_undated"]
    assert own["message"] == "Malmö has no date"
    assert own["severity"] == "warning"
    assert own["entries"] == [{"source": "a", "line": 3}]


@pytest.mark.parametrize(
    "form", ["text", "markdown", "html", "csv", "sarif", "junit", "github", "gitlab"]
)
def test_a_finding_of_a_plugin_stands_in_every_format(
    reconcile: Call, install: Install, tmp_path: Path, form: str
) -> None:
    install(CODE)
    reconcile("read", "a", tmp_path / "w" / "list.txt", "--write")
    outcome = reconcile("check", "--format", form, "--fail-on", "never")
    assert outcome.code == 0
    assert "x_harbour_undated" in outcome.out


def test_a_kind_of_a_plugin_can_be_selected_ignored_and_weighed(
    reconcile: Call, install: Install, tmp_path: Path
) -> None:
    install(CODE)
    reconcile("read", "a", tmp_path / "w" / "list.txt", "--write")
    chosen = reconcile("check", "--select", "x_harbour_undated", "--format", "json")
    assert [f["kind"] for f in json.loads(chosen.out)["findings"]] == ["x_harbour_undated"]
    left = json.loads(reconcile("check", "--ignore", "x_harbour_undated", "--format", "json").out)
    assert "x_harbour_undated" not in {f["kind"] for f in left["findings"]}
    (tmp_path / "w" / "reconcile.toml").write_text(
        '[severities.x_harbour_undated]\nseverity = "error"\nreason = "we need dates"\n', "utf-8"
    )
    assert reconcile("check").code == 1
    assert 'the check "harbour" of harbour-lists' in reconcile("kinds").err


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import nothing_of_this_name", "cannot be imported: ModuleNotFoundError"),
        ("read = 3", "is no function: harbour_lists:read"),
        ("def read(o): return 1 / 0", "broke: ZeroDivisionError: division by zero"),
        ("def read(o): return [1]", "returned list; expected a mapping of tables"),
        ("def read(o): return {'rows': []}", "returned a table 'rows'; known are entries,"),
        ("def read(o): return {'entries': 'abc'}", "returned str for entries; expected rows"),
        ("def read(o): return {'entries': [1]}", "returned int as entries row 1"),
        ("def read(o): return {'entries': [{'line': 1, 'nam': ''}]}", "the columns nam in"),
        ("def read(o): return {'entries': [{'line': 'x'}]}", "'x' as line of entries row 1"),
        ("def read(o): return {'entries': [{'name': 'Turku'}]}", "None as line of entries row 1"),
        ("def read(o): return {'unread': [1]}", "returned 1 in unread; expected pairs"),
        (
            "def read(o):\n    def rows():\n        yield {'line': 1}\n"
            "        raise KeyError('a')\n    return {'entries': rows()}",
            "broke: KeyError: 'a'",
        ),
    ],
)
def test_a_reader_that_breaks_is_named(
    reconcile: Call, install: Install, tmp_path: Path, code: str, message: str
) -> None:
    install(code)
    outcome = reconcile("read", "a", tmp_path / "w" / "list.txt")
    assert outcome.code == 3
    assert 'the reader "harbour" of harbour-lists' in outcome.err
    assert message in outcome.err
    assert "pip uninstall harbour-lists" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return None", "broke: TypeError"),
        ("yield 1", "returned int; expected findings"),
        ("yield finding('Undated', 'x', c.relationships[0].entries)", 'the kind "Undated"'),
        (
            "yield finding('x_a', 'x', c.relationships[0].entries, severity='fatal')",
            'the severity "fatal"',
        ),
        ("yield c.nothing", "broke: AttributeError"),
        ("raise SystemError('no')", "broke: SystemError: no"),
    ],
)
def test_a_check_that_breaks_is_named(
    reconcile: Call, install: Install, tmp_path: Path, body: str, message: str
) -> None:
    read = CODE.split("\n\n\ndef check")[0]
    install(f"{read}\n\n\ndef check(c):\n{textwrap.indent(body, '    ')}\n")
    reconcile("read", "a", tmp_path / "w" / "list.txt", "--write")
    outcome = reconcile("check")
    assert outcome.code == 3
    assert 'the check "harbour" of harbour-lists' in outcome.err
    assert message in outcome.err
    assert "Traceback" not in outcome.err


def test_two_packages_of_one_name_are_told_apart(
    reconcile: Call, install: Install, tmp_path: Path
) -> None:
    install(CODE)
    install(CODE, PYPROJECT.replace("harbour-lists", "port-lists"), module="harbour_lists")
    outcome = reconcile("read", "a", tmp_path / "w" / "list.txt")
    assert outcome.code == 3
    assert "so nobody knows which is meant" in outcome.err


def test_without_the_plugin_its_layout_is_unknown(reconcile: Call, tmp_path: Path) -> None:
    outcome = reconcile("read", "a", tmp_path / "w" / "list.txt")
    assert outcome.code == 2
    assert "'harbour'" in outcome.err
