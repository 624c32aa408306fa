"""How one Han character is spelt inside a Japanese, Korean or Vietnamese name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from reconcile.names.romanise import hangul

Language = Literal["ja", "ko", "vi"]

_DATA = Path(__file__).with_name("data")
_VOICED = {
    "k": ("g",), "sh": ("j",), "s": ("z",), "ts": ("z",), "ch": ("j",), "t": ("d",),
    "h": ("b", "p"), "f": ("b", "p"),
}  # fmt: skip
_DOUBLED = ("tsu", "chi", "ku", "ki")
# McCune-Reischauer and older spellings beside the Revised Romanization.
_KOREAN_INITIALS = {
    "g": ("g", "k"), "d": ("d", "t"), "b": ("b", "p"), "j": ("j", "ch"), "r": ("r", "n", "", "l"),
    "n": ("n", "", "l"), "s": ("s",), "ch": ("ch",), "k": ("k",), "t": ("t",), "p": ("p",),
}  # fmt: skip
_KOREAN_VOWELS = {
    "eo": ("eo", "o", "u"), "eu": ("eu", "u"), "yeo": ("yeo", "yo"), "wo": ("wo",), "oe": ("oe",),
    "u": ("u", "oo"), "ui": ("ui", "eui"), "i": ("i", "ee"),
}  # fmt: skip
_KOREAN_FINALS = {
    "k": ("k", "g", "ng"), "t": ("t", "d", "n"), "p": ("p", "b", "m"), "l": ("l", "r", "ll"),
    "n": ("n", "l"),
}  # fmt: skip

# Sino-Vietnamese syllables that were changed so as not to speak a ruler's name (kieng huy), mostly
# in the south: Phuc and Phuoc are one character. In plain letters, each pair in both directions.
_AVOIDED: dict[str, list[str]] = {}
for _pair in (
    "an yen", "canh kieng", "chinh chanh", "chu chau", "hoa hue", "hoang huynh", "kinh canh",
    "linh lanh", "luong lang", "minh manh", "nguyen nguon", "nhan nhon", "nhat nhut", "nhu nho",
    "phuc phuoc", "sinh sanh", "son san", "thai thoi", "thu tho", "toan tuyen", "tong tung",
    "trang truong", "vu vo",
):  # fmt: skip
    _one, _other = _pair.split()
    _AVOIDED.setdefault(_one, []).append(_other)
    _AVOIDED.setdefault(_other, []).append(_one)


@cache
def spellings(
    character: str, language: Language, *, first: bool = False
) -> tuple[tuple[str, float], ...]:
    """Spellings of a character with what each costs, cheapest first.

    Args:
        character: One Han character, simplified or as Japan writes it.
        language: `ja`, `ko` or `vi`.
        first: Whether the character begins the name (nothing is voiced there).

    Returns:
        Pairs of plain Latin letters and a cost from 0 (usual) to about 1 (rare); empty when the
        tables have no reading.

    Example:
        >>> [text for text, _ in spellings("川", "ja")][:2]
        ['kawa', 'gawa']
    """
    read = _characters().get(character, ("", "", ""))
    options: dict[str, float] = {}
    column = {"ja": 0, "ko": 1, "vi": 2}[language]
    for rank, reading in enumerate(read[column].split()):
        forms = _FORMS[language](reading, first)
        for text, cost in forms:
            total = cost + 0.03 * rank
            options[text] = min(total, options.get(text, total))
    return tuple(sorted(options.items(), key=lambda item: (item[1], item[0])))


def _japanese(reading: str, first: bool) -> list[tuple[str, float]]:
    stems = {reading: 0.0}
    for ending in ("ru", "i", "u", "ki", "shi"):
        if reading.endswith(ending) and len(reading) > len(ending) + 1:
            stems.setdefault(reading[: -len(ending)], 0.15)
    if reading.endswith("u") and len(reading) > 2:
        stems.setdefault(
            reading[:-1].removesuffix("s") + ("shi" if reading.endswith("su") else "i"), 0.15
        )
    if reading[-2:] in {"eru", "aru"}:
        stems.setdefault(reading[:-2], 0.2)
    if len(reading) > 4 and reading.endswith(("eru", "aru")):
        stems.setdefault(reading[:-3] + "e", 0.15)
        stems.setdefault(reading[:-3], 0.25)
        stems.setdefault(reading[:-3] + "i", 0.25)
    out = dict(stems)
    for text, cost in stems.items():
        if not first:
            for plain, voiced in _VOICED.items():
                if text.startswith(plain) and not (plain in "st" and text[1:2] in {"h", "s"}):
                    for v in voiced:
                        out.setdefault(v + text[len(plain) :], cost + 0.05)
                    break
        for ending in _DOUBLED:
            if text.endswith(ending) and len(text) > len(ending):
                for stop in ("p", "t", "k", "s"):
                    out.setdefault(text[: -len(ending)] + stop, cost + 0.2)
    for text, cost in list(out.items()):
        short = text.replace("ou", "o").replace("oo", "o").replace("uu", "u")
        out.setdefault(short, cost)
        if text.endswith("n"):
            out.setdefault(text[:-1] + "m", cost + 0.1)
    return list(out.items())


def _korean(syllable: str, _first: bool) -> list[tuple[str, float]]:
    initial, vowel, final = hangul(syllable)
    out: dict[str, float] = {}
    for a, i in enumerate(_KOREAN_INITIALS.get(initial, (initial,))):
        for b, v in enumerate(_KOREAN_VOWELS.get(vowel, (vowel,))):
            for c, f in enumerate(_KOREAN_FINALS.get(final, (final,))):
                out.setdefault(i + v + f, 0.1 * (a + b + c))
    return list(out.items())


def _vietnamese(reading: str, _first: bool) -> list[tuple[str, float]]:
    return [(reading, 0.0), *((other, 0.3) for other in _AVOIDED.get(reading, ()))]


_FORMS = {"ja": _japanese, "ko": _korean, "vi": _vietnamese}


@cache
def _characters() -> dict[str, tuple[str, str, str]]:
    table = {}
    lines = (_DATA / "readings_characters.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        character, japanese, korean, vietnamese = line.split("\t")
        table[character] = (japanese, korean, vietnamese)
    return table
