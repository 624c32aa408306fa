"""What `reconcile --version` tells: this program, and the data that it knows names by."""

from __future__ import annotations

import click

from reconcile import __version__


def print_version(context: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """A callback that prints the versions and ends the program; looks at no data otherwise."""
    if not wanted or context.resilient_parsing:
        return
    click.echo(f"reconcile {__version__}")
    for line in data_versions():
        click.echo(line)
    context.exit()


def data_versions() -> list[str]:
    """One line per table of knowledge: how much it holds, and the start of its hash.

    Two installations that print the same lines find the same; a finding that comes or goes
    without a change in the data is explained by a line that differs.
    """
    from reconcile.errors import ReconcileError

    lines = []
    tables = (("gazetteer", _gazetteer), ("sound model", _sound), ("weights", _weights))
    for name, described in tables:
        try:
            text = described()
        except (OSError, ReconcileError) as error:
            text = f"cannot be read: {error}; `reconcile doctor` tells more"
        lines.append(f"{name:<12} {text}")
    return lines


def _gazetteer() -> str:
    from reconcile.gazetteer import Gazetteer

    info = Gazetteer.default().info()
    digest = str(info["hash"]).removeprefix("sha256:")
    return f"{digest[:12]}  {info['places']:,} places, {sum(info['keys'].values()):,} names"


def _sound() -> str:
    digest, size = _hashed("reconcile.sound", "data/sound.npz")
    return f"{digest}  {size // 1000:,} kB"


def _weights() -> str:
    return _hashed("reconcile.matching", "data/weights.toml")[0]


def _hashed(package: str, path: str) -> tuple[str, int]:
    """The start of a data file's SHA-256, and its size in bytes; its package is not imported."""
    import hashlib
    from pathlib import Path

    import reconcile

    file = Path(reconcile.__file__).parent.joinpath(*package.split(".")[1:], path)
    data = file.read_bytes()
    return hashlib.sha256(data).hexdigest()[:12], len(data)
