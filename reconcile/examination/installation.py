"""The interpreter, the libraries and the tables that `reconcile` works with."""

from __future__ import annotations

import hashlib
import importlib
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import chain

from packaging.requirements import Requirement

from reconcile.examination.diagnosis import Diagnosis

DISTRIBUTION = "reconcile-places"
# Distributions whose files overwrite those of one that we need.
_RIVALS = (("opencc", ("opencc-py", "opencc-python-reimplemented")),)
# What the extras need besides what pip installs.
_PROGRAMS = {"spark": ("java", "Spark needs Java 17 or newer")}
_IMPORTED = ("numpy", "polars", "pandera.polars", "rapidfuzz", "pypinyin", "lap", "opencc")


def examine_installation() -> Iterator[Diagnosis]:
    """The interpreter, every library, the tables, the extras and the terminal."""
    here = f"Python {platform.python_version()} ({platform.system()} {platform.machine()})"
    yield Diagnosis(about="python", state="fine", text=here)
    try:
        needed = [Requirement(text) for text in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        yield Diagnosis(
            about="installation",
            state="wrong",
            text="runs from a folder that was never installed, so versions cannot be examined",
            advice="pip install -e . in the folder of the project",
        )
        needed = []
    plain = [need for need in needed if need.marker is None or need.marker.evaluate({"extra": ""})]
    yield from chain.from_iterable(_library(need) for need in plain)
    yield from _rivals()
    for name, examination in (
        ("opencc", _converts),
        ("gazetteer", _gazetteer),
        ("sound model", _sound),
    ):
        yield _tried(name, examination)
    yield from _extras(needed)
    yield from _terminal()


def _library(need: Requirement) -> Iterator[Diagnosis]:
    """Nothing where the library is there in a fitting version."""
    try:
        found = version(need.name)
    except PackageNotFoundError:
        yield Diagnosis(
            about=need.name,
            state="wrong",
            text="is not installed",
            advice=f"pip install '{need.name}{need.specifier}'",
        )
        return
    if not need.specifier.contains(found, prereleases=True):
        yield Diagnosis(
            about=need.name,
            state="wrong",
            text=f"is {found}; needed is {need.specifier}",
            advice=f"pip install '{need.name}{need.specifier}'",
        )


def _rivals() -> Iterator[Diagnosis]:
    for ours, rivals in _RIVALS:
        for rival in rivals:
            try:
                version(rival)
            except PackageNotFoundError:
                continue
            yield Diagnosis(
                about=ours,
                state="wrong",
                text=f"{rival} is installed beside it; each overwrites the other's files",
                advice=f"pip uninstall {rival} && pip install --force-reinstall {ours}",
            )


def _tried(about: str, examination: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(about=about, state="fine", text=examination())
    except Exception as error:  # whatever a broken library raises is what is wrong with it
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return Diagnosis(
            about=about,
            state="wrong",
            text=f"does not work: {said}",
            advice=f"pip install --force-reinstall {DISTRIBUTION}",
        )


def _converts() -> str:
    import opencc

    simplified = opencc.OpenCC("t2s").convert("墨爾本")
    if simplified != "墨尔本":
        raise RuntimeError(f"OpenCC turns 墨爾本 into {simplified}, expected 墨尔本")
    for name in _IMPORTED:
        importlib.import_module(name)
    return f"{version('opencc')}, and all libraries can be imported"


def _gazetteer() -> str:
    from reconcile.gazetteer import Gazetteer

    info = Gazetteer.default().info()
    return f"{info['places']:,} places, rows {str(info['hash']).removeprefix('sha256:')[:12]}"


def _sound() -> str:
    from importlib.resources import files

    from reconcile.sound import SoundModel

    data = files("reconcile.sound").joinpath("data/sound.npz").read_bytes()
    ((right, wrong),) = SoundModel.default().scores(["墨尔本"], ["Melbourne", "Copenhagen"])
    if not right > wrong:
        raise RuntimeError("墨尔本 sounds no more like Melbourne than like Copenhagen")
    return f"weights {hashlib.sha256(data).hexdigest()[:12]}"


def _extras(needed: list[Requirement]) -> Iterator[Diagnosis]:
    for extra in ("service", "dask", "spark"):
        wanted = [n for n in needed if n.marker and n.marker.evaluate({"extra": extra})]
        wanted = [n for n in wanted if not (n.marker and n.marker.evaluate({"extra": ""}))]
        if not wanted:
            continue
        missing = [need.name for need in wanted if not _installed(need.name)]
        if missing:
            yield Diagnosis(
                about=f"extra {extra}",
                state="note",
                text=f"not installed ({', '.join(missing)})",
                advice=f"pip install '{DISTRIBUTION}[{extra}]', if you want it",
            )
        elif extra in _PROGRAMS and shutil.which(_PROGRAMS[extra][0]) is None:
            program, why = _PROGRAMS[extra]
            yield Diagnosis(
                about=f"extra {extra}", state="wrong", text=f"{program} is not on the PATH",
                advice=why,
            )  # fmt: skip
        else:
            yield Diagnosis(about=f"extra {extra}", state="fine", text="installed")


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _terminal() -> Iterator[Diagnosis]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding not in ("utf8", "utf16", "gb18030"):
        yield Diagnosis(
            about="terminal",
            state="wrong",
            text=f"stdout is {sys.stdout.encoding}, which has no Chinese characters",
            advice="set PYTHONUTF8=1, or a UTF-8 locale",
        )
