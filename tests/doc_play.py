"""Plays a page of the documentation: writes its files, runs its commands, compares their output.

A block ```console holds commands behind `$ ` and what they print; `...` stands for anything, on a
line of its own for any lines. A command ends with 0 unless its line says `# ends with N`. A block
with a title is a file. Blocks ```python of a page run after one another, in one namespace. Where
RECONCILE_DOCS_SHELL is set, all commands run in a real shell; else those of `reconcile` run in
this process, which is much faster and otherwise the same.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from pathlib import Path

from doc_pages import Block

from reconcile.cli import cli

_ENDS = re.compile(r"\s+# ends with (\d+)$")
_SHELL = re.compile(r"[|<>;&$`*]")


class Player:
    """The folder of one page, and what its blocks did to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, object] = {}

    def play(self, block: Block, *, renew: bool = False) -> str:
        """Do what a block says; nothing for those that only show something.

        Args:
            block: Of the page.
            renew: Take what is printed for what should be shown.

        Returns:
            The text of the block, renewed if it was asked for.

        Raises:
            AssertionError: A command printed or returned something else than the page says.
        """
        if block.title:
            path = self.folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="\n")
        elif block.adds_to:
            with (self.folder / block.adds_to).open("a", encoding="utf-8") as file:
                file.write(f"\n{block.text}")
        elif block.language == "console":
            return self._console(block, renew=renew)
        elif block.language == "python":
            with contextlib.chdir(self.folder), contextlib.redirect_stdout(io.StringIO()):
                exec(compile(block.text, f"line {block.line}", "exec"), self.names)
        return block.text

    def _console(self, block: Block, *, renew: bool) -> str:
        first, *parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
        assert not first.strip(), f"line {block.line}: a console block begins with `$ `"
        renewed = []
        for part in parts:
            line, _, shown = part.partition("\n")
            ends = _ENDS.search(line)
            command, line = line, _ENDS.sub("", line)
            code, printed = self.run(line)
            expected = int(ends[1]) if ends else 0
            assert code == expected, f"$ {line}\nends with {code}, not {expected}:\n{printed}"
            if renew and shown.strip() and not is_shown(shown, printed):
                shown = "".join(f"{row.rstrip()}\n" for row in printed.rstrip().splitlines())
            renewed.append(f"$ {command}\n{shown}")
            if shown.strip():
                assert is_shown(shown, printed), f"$ {line}\nprints\n{printed}\nand not\n{shown}"
        return "".join(renewed)

    def run(self, line: str) -> tuple[int, str]:
        """Exit code, and stdout and stderr as a terminal shows them."""
        if line.startswith("cd "):
            self.folder = (self.folder / line.removeprefix("cd ")).resolve()
            return 0, ""
        if (
            line.startswith("reconcile ")
            and not _SHELL.search(line)
            and not os.environ.get("RECONCILE_DOCS_SHELL")
        ):
            return self._in_this_process(shlex.split(line)[1:])
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return ran.returncode, ran.stdout.decode("utf-8")

    def _in_this_process(self, args: list[str]) -> tuple[int, str]:
        held = io.BytesIO()
        terminal = io.TextIOWrapper(held, encoding="utf-8", write_through=True)
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(terminal),
            contextlib.redirect_stderr(terminal),
        ):
            try:
                cli.main(args, prog_name="reconcile")
            except SystemExit as left:
                code = left.code
        assert isinstance(code, int)
        return code, held.getvalue().decode("utf-8")


def is_shown(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed; `...` stands for anything.

    Example:
        >>> is_shown("a\\n...\\nz ... y\\n", "a\\nb\\nc\\nz x y\\n")
        True
        >>> is_shown("a\\n", "a\\nb\\n")
        False
    """
    parts = []
    for line in shown.rstrip("\n").splitlines():
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(re.escape(line.rstrip()).replace(r"\.\.\.", ".*?") + r"\s*?\n")
    text = "".join(f"{line.rstrip()}\n" for line in printed.rstrip("\n").splitlines())
    return re.fullmatch("".join(parts), text) is not None
