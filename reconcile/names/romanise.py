"""Kana and hangul in Latin letters: Hepburn and the Revised Romanization of Korean."""

from __future__ import annotations

JAPANESE_GENERICS: tuple[tuple[str, str], ...] = (
    ("都", "と"), ("府", "ふ"), ("県", "けん"), ("市", "し"), ("区", "く"), ("町", "ちょう"),
    ("町", "まち"), ("村", "むら"), ("村", "そん"),
)  # fmt: skip
"""Generic terms that end the name of a Japanese prefecture or municipality."""

_CONSONANTS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "y": "や ゆ よ", "r": "らりるれろ", "w": "わゐ ゑを",
    "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_IRREGULAR = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu", "ヶ": "ga", "ケ": "ga",
}  # fmt: skip
_KANA = {
    kana: consonant + vowel
    for consonant, row in _CONSONANTS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
    if kana != " "
} | _IRREGULAR
_GLIDES = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}

_INITIALS = [
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_FINALS = [
    "",
    "k",
    "k",
    "ks",
    "n",
    "nj",
    "nh",
    "t",
    "l",
    "lk",
    "lm",
    "lb",
    "ls",
    "lt",
    "lp",
    "lh",
    "m",
    "p",
    "ps",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


def romaji(kana: str) -> str:
    """Hepburn of hiragana or katakana, long vowels as they are written (`ou`, `uu`).

    Args:
        kana: A reading; what is no kana is left out.

    Returns:
        Plain lower-case letters.

    Example:
        >>> romaji("とうきょう"), romaji("さっぽろ"), romaji("はっちょうぼり")
        ('toukyou', 'sapporo', 'hatchoubori')
    """
    out = ""
    doubled = False
    for character in kana:
        if "ァ" <= character <= "ヴ":
            character = chr(ord(character) - 0x60)
        if character == "っ":
            doubled = True
            continue
        if character == "ー" and out:
            out += out[-1]
            continue
        if character in _GLIDES and out.endswith("i"):
            glide = _GLIDES[character]
            out = out[:-1] + (
                glide[1:] if out[-3:] in {"shi", "chi"} or out[-2:] == "ji" else glide
            )
            continue
        letters = _KANA.get(character) or _SMALL.get(character, "")
        if doubled and letters:
            out += "t" if letters.startswith("ch") else letters[0]
        doubled = False
        out += letters
    return out


def hangul(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a hangul syllable in Revised Romanization.

    Example:
        >>> hangul("강"), hangul("릉")
        (('g', 'a', 'ng'), ('r', 'eu', 'ng'))
    """
    code = ord(syllable) - 0xAC00
    if not 0 <= code < 11172:
        return "", "", ""
    return _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28]
