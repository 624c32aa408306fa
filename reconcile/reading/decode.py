"""Bytes of an original to text, or a message that says which byte stands in the way."""

from __future__ import annotations

import codecs
import re

from reconcile.errors import UnreadableError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HINT = (
    "Save the file as UTF-8; on a command line: iconv -f {codec} -t UTF-8 OLD > NEW "
    "(-f names the encoding that the file has). Or say `encoding` in [reader]."
)
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
# What a page or an XML file says of itself, within its first bytes.
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,30})""",
    re.IGNORECASE,
)
# Pages that say gb2312 use GBK; those that say Big5 use its extensions.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
          "big5": "cp950", "big5-hkscs": "big5hkscs", "x-x-big5": "cp950"}  # fmt: skip
_CLEAR = 0.75  # part of the Chinese characters that is of the first, common level


def decode(data: bytes, *, where: str, encoding: str = "") -> str:
    """The text of an original.

    UTF-8 with or without a byte order mark, UTF-16 with one or where the bytes show it, UTF-32
    with one, the encoding that a web page declares, and GB18030 or Big5 where the bytes can
    hardly be anything else. Line ends stay as they are.

    Args:
        data: The file's bytes.
        where: The file's name, for the message.
        encoding: The name of the encoding, where the source's `[reader]` tells it.

    Raises:
        UnreadableError: With the line and the byte that cannot be read, or holds a NUL.

    Example:
        >>> decode("图尔库，芬兰".encode("gb18030"), where="a.txt")
        '图尔库，芬兰'
    """
    if encoding:
        return _by_name(data, encoding, where)
    mark, codec = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", ""))
    codec = codec or _wide(data) or "utf-8"
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        found = "" if mark else _declared(body) or _chinese(body)
        if found:
            return found
        line = body.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"byte 0x{body[error.start]:02X} (byte {len(mark) + error.start + 1} of the file) "
            f"is no {codec.upper()}, nor is the text clearly GB18030 or Big5",
            where=f"{where}:{line}",
            hint=_HINT.format(codec="GB18030"),
        ) from None
    at = text.find("\0")
    if at >= 0:
        raise UnreadableError(
            "a NUL character; text holds none (UTF-16 without its byte order mark, or no text?)",
            where=f"{where}:{text.count(chr(10), 0, at) + 1}",
            hint=_HINT.format(codec="UTF-16"),
        )
    return text


def _by_name(data: bytes, encoding: str, where: str) -> str:
    try:
        text = data.decode(_WIDER.get(encoding.lower(), encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"byte 0x{data[error.start]:02X} (byte {error.start + 1} of the file) is no {encoding}",
            where=f"{where}:{line}",
            hint="Correct `encoding` in [reader], or leave it out.",
        ) from None
    return text.removeprefix("\ufeff")


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of its line ends and spaces is a zero."""
    head = data[: 4000 - 4000 % 2]
    if len(head) < 4 or len(data) % 2:
        return ""
    for codec, blank in (("utf-16-le", (b"\n\0", b" \0")), ("utf-16-be", (b"\0\n", b"\0 "))):
        if any(head[at : at + 2] in blank for at in range(0, len(head), 2)):
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            usual = sum(c in "\t\r\n" or " " <= c <= "~" or "\u2e80" <= c <= "\u9fff"
                        or "\uff00" <= c <= "\uffef" for c in text)  # fmt: skip
            if "\0" not in text and usual > 0.9 * len(text):
                return codec
    return ""


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return ""
    name = (match[1] or match[2]).decode("ascii").lower()
    try:
        text = data.decode(_WIDER.get(name, name))
    except (UnicodeDecodeError, LookupError):
        return ""
    return "" if "\0" in text else text


def _chinese(data: bytes) -> str:
    """The text if it is clearly Chinese in GB18030 or in Big5, else empty."""
    simplified, traditional = _gb18030(data), _big5(data)
    return "" if simplified and traditional else simplified or traditional


def _big5(data: bytes) -> str:
    """The text if it is clearly Big5: nearly all characters are of its first level."""
    try:
        text = data.decode("cp950")
    except UnicodeDecodeError:
        return ""
    foreign = [char for char in text if char > "\x7f"]
    han = [char for char in foreign if "一" <= char <= "鿿"]
    common = [char for char in han if b"\xa4" <= char.encode("cp950")[:1] <= b"\xc6"]
    clear = (
        "\0" not in text
        and len(han) >= 4
        and len(han) >= 0.6 * len(foreign)
        and len(common) >= 0.9 * len(han)
        and not _KANA.search(text)
        and not _japanese_or_korean(data)
    )
    return text if clear else ""


def _gb18030(data: bytes) -> str:
    """The text if it is clearly Chinese in GB18030, else empty.

    Most legacy encodings decode as GB18030 without an error, into rare characters. So nearly all
    must be of GB 2312, most of its first level (the common ones), and the bytes must not read
    as Korean, whose Hangul lie on that first level.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    foreign = [char for char in text if char > "\x7f"]
    han = [char for char in foreign if "一" <= char <= "鿿"]
    common = [char for char in foreign if len(_bytes(char)) == 2 or char == "〇"]
    first_level = [char for char in han if _bytes(char)[:1] < b"\xd8" and _bytes(char)]
    clear = (
        "\0" not in text
        and len(han) >= 2
        and len(han) >= 0.6 * len(foreign)
        and len(common) >= 0.95 * len(foreign)
        and len(first_level) >= _CLEAR * len(han)
        and not _korean(data)
    )
    return text if clear else ""


def _japanese_or_korean(data: bytes) -> bool:
    for codec in ("shift_jis", "euc_jp"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_KANA.findall(text)) > 0.2 * sum(char > "\x7f" for char in text):
            return True
    return _korean(data)


def _bytes(char: str) -> bytes:
    return char.encode("gb2312", errors="ignore")


def _korean(data: bytes) -> bool:
    try:
        text = data.decode("euc_kr")
    except UnicodeDecodeError:
        return False
    letters = sum(char > "\x7f" and char.isalpha() for char in text)
    return len(_HANGUL.findall(text)) > 0.9 * letters
