"""`reconcile completion SHELL`: the lines that make a shell complete commands on Tab."""

from __future__ import annotations

import click

from reconcile.cli.output import write_stdout
from reconcile.cli.run import Run

# How each shell is made to keep it.
SHELLS = {
    "bash": 'eval "$(reconcile -q completion bash)" in ~/.bashrc',
    "zsh": 'eval "$(reconcile -q completion zsh)" in ~/.zshrc, after compinit',
    "fish": "reconcile completion fish > ~/.config/fish/completions/reconcile.fish",
}


@click.command(short_help="Make a shell complete commands, options and names.")
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
@click.pass_obj
def command(run: Run, *, shell: str) -> int:
    """Print what SHELL needs to complete commands, options, reports, sources and kinds on Tab.

    For bash (4.4 or newer) and zsh, evaluate it in the start-up file; for fish, keep it as a file.
    A last line on stderr says how.
    """
    from click.shell_completion import get_completion_class

    from reconcile.cli import cli

    made = get_completion_class(shell)
    assert made is not None  # click knows the three
    # Only the text: `source()` would look which bash this process finds, not which one asks.
    text = made.source_template % made(cli, {}, "reconcile", "_RECONCILE_COMPLETE").source_vars()
    write_stdout(text.strip() + "\n")
    run.say(f"# To keep it: {SHELLS[shell]}")
    return 0
