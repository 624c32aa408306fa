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
    "(-f names the encoding that the file has)."
)
_HANGUL = re.compile("[\uac00-\ud7a3]")


def decode(data: bytes, *, where: str) -> str:
    """The text of an original.

    UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one, and GB18030 where the
    bytes can hardly be anything else. Line ends stay as they are.

    Args:
        data: The file's bytes.
        where: The file's name, for the message.

    Raises:
        UnreadableError: With the line and the byte that cannot be read, or holds a NUL.

    Example:
        >>> decode("图尔库，芬兰".encode("gb18030"), where="a.txt")
        '图尔库，芬兰'
    """
    mark, codec = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        chinese = _gb18030(body) if not mark else ""
        if chinese:
            return chinese
        line = body.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"byte 0x{body[error.start]:02X} (byte {len(mark) + error.start + 1} of the file) "
            f"is no {codec.upper()}, nor is the text clearly GB18030",
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
    common = [char for char in foreign if len(_bytes(char)) == 2]
    first_level = [char for char in han if _bytes(char)[:1] < b"\xd8" and _bytes(char)]
    clear = (
        "\0" not in text
        and len(han) >= 2
        and len(han) >= 0.6 * len(foreign)
        and len(common) >= 0.95 * len(foreign)
        and len(first_level) >= 0.75 * len(han)
        and not _korean(data)
    )
    return text if clear else ""


def _bytes(char: str) -> bytes:
    return char.encode("gb2312", errors="ignore")


def _korean(data: bytes) -> bool:
    try:
        text = data.decode("euc_kr")
    except UnicodeDecodeError:
        return False
    letters = sum(char > "\x7f" and char.isalpha() for char in text)
    return len(_HANGUL.findall(text)) > 0.9 * letters
