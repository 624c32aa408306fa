"""The CSV tables of a source folder: loaded, compared, written byte for byte the same.

What a caller needs of the tables is here; `loading` and `difference` hold two of the parts.
"""

from __future__ import annotations

from pathlib import Path

from reconcile.files import replace_file
from reconcile.model import Tables
from reconcile.reading.columns import COLUMNS, TABLES
from reconcile.reading.difference import Difference, difference
from reconcile.reading.loading import load_tables

__all__ = ["COLUMNS", "Difference", "difference", "load_tables", "table_texts", "write_tables"]


def table_texts(tables: Tables) -> dict[str, str]:
    r"""File name to CSV text, for every table that has rows (`entries.csv` always).

    UTF-8 to be, LF, minimal quoting, header first, rows in their order.

    Example:
        >>> table_texts(Tables())
        {'entries.csv': 'line,subject,relation,ordinal,name,country,region,date,date_text,location,references\n'}
    """  # noqa: E501 -- the header is one line
    texts = {}
    for name, _, columns in TABLES:
        rows = getattr(tables, name)
        if rows or name == "entries":
            lines = [columns, *([_cell(getattr(row, c)) for c in columns] for row in rows)]
            texts[f"{name}.csv"] = "".join(",".join(map(_quoted, line)) + "\n" for line in lines)
    return texts


def write_tables(folder: Path, tables: Tables) -> None:
    """Write the tables, each file at once or not at all, and remove those without rows."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = table_texts(tables)
    for name, text in texts.items():
        replace_file(folder / name, text)
    for name in COLUMNS:
        if f"{name}.csv" not in texts:
            (folder / f"{name}.csv").unlink(missing_ok=True)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def _quoted(text: str) -> str:
    # Not csv.writer: before Python 3.13 it leaves a lone CR unquoted.
    if not any(char in text for char in ',"\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'
