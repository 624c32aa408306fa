"""Originals to tables: readers by layout, declared in a source's `[reader]` table.

    bytes --decode--> text --read--> Reading (tables, what was left unread, oddities, account)
    bytes --formats--> Document (blocks) --layout `document`--> Reading

The code knows layouts (`records`, `tables`, `outline`, `prose`, `document`); the words of a
document stand in its source.toml. `tables` loads and writes what was read, `difference` compares
two readings.
"""

from __future__ import annotations

from reconcile.model import Anomaly, Source
from reconcile.reading.decode import decode
from reconcile.reading.lines import Reading, UnreadLine

__all__ = ["Anomaly", "Reading", "UnreadLine", "decode", "read", "read_original"]


def read(text: str, source: Source) -> Reading:
    """What an original holds, by the rules of the source's `[reader]` table.

    Args:
        text: The original; lines end at LF.
        source: Its declaration.

    Returns:
        Tables in the original's order, and an account of every line that is not blank: each is
        in `account` or in `unread`.

    Raises:
        ConfigurationError: The `[reader]` table is wrong.
    """
    from reconcile.reading.reader import read_text  # late: who only loads tables needs no reader

    return read_text(text, source)


def read_original(data: bytes, source: Source, *, where: str) -> Reading:
    """What the bytes of an original hold, in any format that is read.

    Args:
        data: The file.
        source: Its declaration; `[reader]` may name the format and the encoding.
        where: The file's name, for messages; its suffix helps to tell the format.

    Raises:
        ConfigurationError: The `[reader]` table is wrong.
        UnreadableError: It cannot be read, or goes beyond a limit (`formats.limits`).
    """
    from reconcile.reading.reader import read_data

    return read_data(data, source, where=where)
