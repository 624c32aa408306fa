from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.errors import ConfigurationError
from reconcile.workspace import find, load


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


SOURCE = 'title = "A list"\nlanguage = "en"\n'
REPORT = 'title = "A report"\nsources = ["a"]\n'


def test_a_workspace_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    write(tmp_path, {"reconcile.toml": "", "sources/a/source.toml": SOURCE})
    workspace = find(tmp_path / "sources" / "a")
    assert workspace.root == tmp_path.resolve()
    assert list(workspace.sources) == ["a"]


def test_a_pyproject_with_its_table_is_a_workspace_and_one_without_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": "[tool.other]\n"})
    with pytest.raises(ConfigurationError, match=r"reconcile init --example sister-cities DIR"):
        find(tmp_path)
    write(tmp_path, {"pyproject.toml": "[tool.reconcile]\n"})
    assert find(tmp_path).settings.severities == {}


def test_settings_carry_their_reasons(tmp_path: Path) -> None:
    text = """
[severities.name_form]
severity = "warning"
reason = "our style guide asks for diacritics"

[[ignore]]
source = "a"
kind = "order_violation"
reason = "sorted by hand"

[thresholds.match]
value = 0.8
reason = "rather ask than err"
"""
    settings = load(write(tmp_path, {"reconcile.toml": text})).settings
    assert settings.severities == {"name_form": "warning"}
    assert settings.ignore == {("a", "order_violation"): "sorted by hand"}
    assert settings.thresholds == {"match": 0.8}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"reconcile.toml": "a = ["}, r"reconcile.toml.*is no valid TOML"),
        (
            {"reconcile.toml": '[severities.name_from]\nseverity = "info"\nreason = "x"\n'},
            r'reconcile.toml:1: .*"name_from" is no kind of finding\n.*Did you mean name_form',
        ),
        (
            {"reconcile.toml": '\n[severities.name_form]\nseverity = "info"\n'},
            r"reason: is missing",
        ),
        (
            {"sources/a/source.toml": 'title = "A"\nlanguge = "en"\n'},
            r'source.toml:2: languge: "languge" is no key of this table\n.*Did you mean language',
        ),
        (
            {"sources/a/source.toml": 'title = "A"\nlanguage = "fr"\n'},
            r'source.toml:2: language: "fr" is not known here\n.*Known: zh, en',
        ),
        (
            {"sources/a/source.toml": SOURCE + 'as_of = "March 2020"\n'},
            r"source.toml:3: as_of: found 'March 2020'; expected a date",
        ),
        (
            {"sources/a/source.toml": SOURCE + "as_of = 2020-02-30\n"},
            r"source.toml:3: is no valid TOML",
        ),
        (
            {"sources/a/source.toml": SOURCE + 'relations = ["sisters"]\n'},
            r'source.toml:3: relations: "sisters" is not known here\n.*Did you mean sister',
        ),
        (
            {
                "sources/a/source.toml": SOURCE,
                "reports/r/report.toml": REPORT.replace('"a"', '"b"'),
            },
            r'report.toml:2: sources: "b" is no source of this workspace\n.*FILE --write b',
        ),
        (
            {"sources/a/source.toml": SOURCE, "reports/r/report.toml": 'title = "R"\n'},
            r"report.toml: sources: is missing or empty",
        ),
        (
            {
                "sources/a/source.toml": SOURCE,
                "reports/r/report.toml": 'title = "R"\nsources = ["a", "a"]\n',
            },
            r'"a" is named twice',
        ),
    ],
)
def test_a_wrong_file_is_an_error_with_its_line_and_what_was_expected(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    write(tmp_path, {"reconcile.toml": "", **files})
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path)
    assert __import__("re").search(message, str(caught.value)), str(caught.value)


def test_a_configuration_in_another_encoding_says_so(tmp_path: Path) -> None:
    (tmp_path / "reconcile.toml").write_bytes("# 配置\n".encode("gb18030"))
    with pytest.raises(ConfigurationError, match="no UTF-8"):
        load(tmp_path)
