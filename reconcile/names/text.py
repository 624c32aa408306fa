"""Cleaning of a name as printed, and telling its script."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Script = Literal["han", "latin", "mixed", "other", ""]

# Control characters, zero-width and bidirectional marks, soft hyphens, variation selectors,
# byte-order marks: nothing that a reader sees.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_HAN_CLASS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇\U00020000-\U000323af"
# What belongs to a Han name besides its characters: dots and dashes between them, brackets.
_HAN_RUN = re.compile(f"[{_HAN_CLASS}](?:[{_HAN_CLASS}·・•‧．\\-－—–()（）/ ]*[{_HAN_CLASS})）])?")
_LATIN_RUN = re.compile(
    "[A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿＡ-Ｚａ-ｚ]"
    "(?:[\\w\\s'’‘ʻʼ`´.,&()/\\-–—\u0300-\u036f]*[\\w.)\u0300-\u036f])?"
)
_HAN = re.compile(f"[{_HAN_CLASS}]")
_LATIN = re.compile("[A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿＡ-Ｚａ-ｚ]")


def clean(text: str) -> str:
    r"""The name as a reader sees it: NFC, no invisible characters, single spaces, trimmed.

    Args:
        text: Any text, however broken.

    Returns:
        Text for which cleaning again changes nothing; empty where nothing is visible.

    Example:
        >>> clean(" \u200bŁo\u0301dz\u00a0 (city)\n")
        'Łódz (city)'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def script(text: str) -> Script:
    """The script of a name: `han`, `latin`, `mixed` (both), `other`, or empty without letters.

    Example:
        >>> [script(text) for text in ("罗兹", "Łódź", "罗兹 Łódź", "Лодзь", "12 !")]
        ['han', 'latin', 'mixed', 'other', '']
    """
    han, latin = bool(_HAN.search(text)), bool(_LATIN.search(text))
    if han and latin:
        return "mixed"
    if han:
        return "han"
    if latin:
        return "latin"
    return "other" if any(char.isalpha() for char in text) else ""


def parts(text: str) -> tuple[str, str]:
    """The Han part and the Latin part of a name; either may be empty.

    Args:
        text: A cleaned name.

    Returns:
        `(han, latin)`. Where one script occurs in several runs they are joined by a space.

    Example:
        >>> parts("罗兹 (Łódź)"), parts("法兰克福（奥得河）"), parts("Lyon")
        (('罗兹', 'Łódź'), ('法兰克福（奥得河）', ''), ('', 'Lyon'))
    """
    kind = script(text)
    if kind == "han":
        return text, ""
    if kind == "latin":
        return "", text
    if kind != "mixed":
        return "", ""
    han = " ".join(run.strip("()（） ") for run in _HAN_RUN.findall(text))
    latin = " ".join(run.strip("()（） ") for run in _LATIN_RUN.findall(_HAN.sub(" ", text)))
    return han, latin
