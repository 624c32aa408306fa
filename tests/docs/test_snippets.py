"""Every snippet of every page is run, or at least read, by the convention in `doc_play.py`."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import click
import pytest
import yaml
from doc_pages import DOCS, Block, blocks, start_of, written_pages
from doc_play import Player, is_shown
from shared import ROOT

from reconcile.cli import cli

PAGES = [*written_pages(), ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md"]
# What a block may be: run, written as a file, read by its own parser, or only looked at.
LANGUAGES = {
    "console", "python", "py", "sh", "toml", "csv", "json", "jsonl", "yaml", "text", "nginx",
}  # fmt: skip
_OPERATORS = {"&&", "||", "|", ";", ">", ")", "&", ">>", "2>"}
_BEFORE = {"$", "&&", "||", "|", ";", "(", "$(", "-", "run:", "then", "do", "!"}


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", written_pages(), ids=name_of)
def test_what_a_page_runs_prints_what_it_shows(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    renew = request.config.getoption("--update-golden")
    text = page.read_text("utf-8")
    if start_of(text) == "example":
        for part in ("reconcile.toml", "schemas", "sources", "reports"):
            origin = ROOT / part
            if origin.is_dir():
                shutil.copytree(origin, tmp_path / part)
            else:
                shutil.copy(origin, tmp_path)
    player = Player(tmp_path)
    renewed = text
    for block in blocks(text):
        renewed = renewed.replace(block.text, player.play(block, renew=renew), 1)
    if renew:
        page.write_text(renewed, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_blocks_are_of_a_known_sort_and_can_be_read(page: Path) -> None:
    for block in blocks(page.read_text("utf-8")):
        assert block.language in LANGUAGES, f"{page}:{block.line}"
        if block.language == "toml":
            tomllib.loads(block.text)
        elif block.language == "json":
            json.loads(block.text)
        elif block.language == "jsonl":
            assert all(json.loads(line) for line in block.text.splitlines())
        elif block.language == "yaml":
            yaml.safe_load(block.text)
        elif block.language in ("python", "py"):
            compile(block.text, str(page), "exec")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_that_are_only_shown_exist_with_their_options(page: Path) -> None:
    for block in blocks(page.read_text("utf-8")):
        if block.language in ("sh", "console", "yaml"):
            for words in commands_in(block):
                check_options(words, f"{page}:{block.line}: {' '.join(words)}")


def commands_in(block: Block) -> list[list[str]]:
    """The calls of `reconcile` in a block, as words; not those that are shown to fail as usage."""
    calls = []
    for line in block.text.replace("\\\n", " ").splitlines():
        if line.rstrip().endswith("# ends with 2") or "reconcile " not in line:
            continue
        if block.language == "console" and not line.startswith("$ "):
            continue
        lexer = shlex.shlex(re.sub(r"\$\{.*?\}", "", line), posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        try:
            words = list(lexer)
        except ValueError:  # a line of a script that goes on, or an apostrophe in a sentence
            continue
        for at, word in enumerate(words):
            if word == "reconcile" and (at == 0 or words[at - 1] in _BEFORE):
                ends = (n for n, one in enumerate(words) if n > at and one in _OPERATORS)
                calls.append(words[at + 1 : next(ends, len(words))])
    return calls


def check_options(words: list[str], where: str) -> None:
    command: click.Command = cli
    context = click.Context(cli)
    options = options_of(cli)
    for word in words:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in options, f"{where}: there is no {word}"
        elif isinstance(command, click.Group) and command.get_command(context, word):
            inner = command.get_command(context, word)
            assert inner is not None
            command, options = inner, options_of(inner)
    assert command is not cli or not words or words[0].startswith("-"), where


def options_of(command: click.Command) -> set[str]:
    return {"--help", "-h"} | {name for param in command.params for name in param.opts}


def test_dots_stand_for_anything_and_nothing_else_does() -> None:
    assert is_shown("a\n...\n", "a\nb\nc\n")
    assert is_shown("a ... c\n", "a b c\n")
    assert not is_shown("a\n", "a\nb\n")
    assert not is_shown("a\nc\n", "a\nb\nc\n")


def test_a_page_that_shows_something_else_is_found(tmp_path: Path) -> None:
    wrong = Block("console", "", "$ echo a\nb\n", 1)
    with pytest.raises(AssertionError, match="and not"):
        Player(tmp_path).play(wrong)


def test_there_are_pages_that_run_something() -> None:
    run = [
        p
        for p in written_pages()
        if any(b.language == "console" for b in blocks(p.read_text("utf-8")))
    ]
    assert DOCS / "tutorial.md" in run
    assert len(run) >= 5
