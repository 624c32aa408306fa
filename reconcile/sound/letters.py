"""Folding of Latin-script names to the 26 letters that the sound model knows.

The fold is coarser than the one that compares spellings: it only has to put what sounds
alike on one spelling. Marks are stripped (`Łódź` is `lodz`), ligatures and letters that do not
decompose are spelt out (`ß` is `ss`), white space and punctuation end a word.
"""

import unicodedata

MAX_LETTERS = 48
"""Letters kept of a Latin name. Longer names are cut: no place name needs more."""

MAX_CHARACTERS = 24
"""Han characters kept of a Chinese name."""

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "ng", "ə": "a", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d",
        "ƙ": "k", "ŧ": "t", "ĸ": "k", "'": "", "’": "", "‘": "", "ʻ": "", "ʼ": "", "`": "",
        "ʿ": "", "ʾ": "", "´": "", "ʹ": "", "′": "", "ь": "", "&": " and ",
    }
)  # fmt: skip

# The same for text that needs nothing else.
_ASCII = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalpha()}) | {
    ord(c): _LETTERS[ord(c)] for c in "'`&"
}


def words(name: str) -> list[str]:
    """Words of a Latin-script name in plain letters, in order.

    Args:
        name: Any text; what is no Latin letter ends a word.

    Returns:
        Non-empty words of `a` to `z`, at most `MAX_LETTERS` letters in all.

    Example:
        >>> words("Saint-Étienne (Łódź)")
        ['saint', 'etienne', 'lodz']
    """
    name = name[: 8 * MAX_LETTERS]
    if name.isascii():
        found = name.lower().translate(_ASCII).split()
    else:
        text = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
        kept = (c for c in text if not unicodedata.combining(c))
        found = "".join(c if "a" <= c <= "z" else " " for c in kept).split()
    room = MAX_LETTERS
    out: list[str] = []
    for word in found:
        if room <= 0:
            break
        out.append(word[:room])
        room -= len(out[-1])
    return out


def han(name: str) -> str:
    """Han characters of a name, in order; all else is dropped.

    Args:
        name: Any text, best in simplified characters (the model was trained on them).

    Returns:
        At most `MAX_CHARACTERS` characters.

    Example:
        >>> han("卢瓦-谢尔 (省)")
        '卢瓦谢尔省'
    """
    kept = [c for c in name[: 8 * MAX_CHARACTERS] if "㐀" <= c <= "鿿"]
    return "".join(kept[:MAX_CHARACTERS])
