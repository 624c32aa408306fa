"""Writing of trained tables: every term as a byte, zeros left out, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reconcile.build.sound_em import syllable
from reconcile.build.sound_model import Model

Array = Any
STEP = 0.05  # of a natural logarithm; the rounding error is far below what training can tell
_LAST_CHARACTER = 0x9FFF
_FIRST_CHARACTER = 0x3400


def pack(
    model: Model, path: Path, *, group_of: dict[str, int], units: Sequence[str],
    moves: dict[str, str], shortened: Iterable[str], calibration: Sequence[float],
) -> int:  # fmt: skip
    """Write `sound.npz`; returns its size in bytes."""
    values, start = model.values, model.start
    known, spoken = len(model.chunks), len(model.syllables)
    letters = dict(enumerate(units))

    def part(name: str) -> Array:
        names = list(start)
        return values[start[name] : start[names[names.index(name) + 1]]]

    def restored(text: str) -> str:
        return "".join(letters[ord(c) - 0xE000] if "\ue000" <= c < "\uf8ff" else c for c in text)

    row, col = np.nonzero(model.syllable_term >= 0)
    term = model.syllable_term[row, col]
    order = np.argsort(row, kind="stable")
    follow = part("follow").reshape(-1, 3)[term]
    g_row, g_col = np.nonzero(model.group_term >= 0)
    by_group = part("group").reshape(model.groups, -1)[:, model.group_term[g_row, g_col]]
    c_row, c_col = np.nonzero(model.character_term >= 0)
    by_character = part("character")[model.character_term[c_row, c_col]]
    group_chunk = part("group_chunk").reshape(model.groups, known)
    countries = sorted(group_of)
    arrays: dict[str, Array] = {
        "scale": np.float32(STEP).reshape(1),
        "chunks": _lines(model.chunks),
        "characters": _lines(restored(c) for c in model.characters),
        "countries": _lines(countries),
        "country_group": np.array([group_of[c] for c in countries], np.uint8),
        "units": _lines(units),
        "moves": _lines(f"{unit}\t{end}" for unit, end in sorted(moves.items())),
        "shortened": _lines(sorted(shortened)),
        "skipped": _lines(model.words),
        "skipped_weight": _rounded(part("word")),
        "syllable": _syllables(model.syllables),
        "syllables": _lines(model.syllables),
        "initial": model.initial_of.astype(np.uint8),
        "final": model.final_of.astype(np.uint8),
        "onset": model.onset_of.astype(np.uint16),
        "rime": model.rime_of.astype(np.uint16),
        "by_initial": _rounded(part("initial")).reshape(-1, model.onsets),
        "by_final": _rounded(part("final")).reshape(-1, model.rimes),
        "by_chunk": np.rint(part("chunk") / STEP).astype(np.int16),
        "small": np.concatenate([part("unknown"), part("skip"), calibration]).astype(np.float32),
    }
    flat = np.arange(model.groups)[:, None] * spoken + g_row[None, :]
    tables = {
        "by_syllable": (row[order], col[order], part("syllable")[term][order], spoken),
        "by_follow": (
            np.repeat(row, 3), (3 * col[:, None] + np.arange(3)).ravel(), follow.ravel(), spoken,
        ),
        "by_character": (c_row, c_col, by_character, len(model.characters)),
        "by_group": (
            flat.ravel(), np.tile(g_col, model.groups), by_group.ravel(), model.groups * spoken,
        ),
        "by_group_chunk": (
            np.repeat(np.arange(model.groups), known), np.tile(np.arange(known), model.groups),
            group_chunk.ravel(), model.groups,
        ),
    }  # fmt: skip
    for name, (rows, columns, weights, size) in tables.items():
        rounded = _rounded(weights)
        use = np.flatnonzero(rounded)
        use = use[np.argsort(rows[use], kind="stable")]
        arrays[f"{name}_count"] = np.bincount(rows[use], minlength=size).astype(np.uint16)
        arrays[f"{name}_column"] = columns[use].astype(np.uint16)
        arrays[f"{name}_weight"] = rounded[use]
    return _save(path, arrays)


def _rounded(values: Array) -> Array:
    return np.clip(np.rint(values / STEP), -127, 127).astype(np.int8)


def _lines(texts: Iterable[str]) -> Array:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _syllables(syllables: Sequence[str]) -> Array:
    row = {reading: n for n, reading in enumerate(syllables)}
    codes = range(_FIRST_CHARACTER, _LAST_CHARACTER + 1)
    return np.array([row.get(syllable(chr(code)), -1) for code in codes], np.int16)


def _save(path: Path, arrays: dict[str, Array]) -> int:
    """An .npz whose bytes depend on the arrays alone (`np.savez` writes the time)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, buffer.getvalue(), compresslevel=9)
    return path.stat().st_size
