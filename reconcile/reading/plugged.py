"""Reading by a plugin: `[reader] layout = "NAME"`, where a package gives a reader of that name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from reconcile.extensions import READERS, Plugin, plugins
from reconcile.model import UNREAD, Anomaly, Source, Tables
from reconcile.reading.columns import TABLES
from reconcile.reading.config import LAYOUTS
from reconcile.reading.decode import decode
from reconcile.reading.lines import Reading, UnreadLine

_HINTS = {name: get_type_hints(kind) for name, kind, _ in TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a reader is given.

    Attributes:
        data: The bytes of the original.
        where: Its name, for messages.
        source: The declaration of its source.
    """

    data: bytes
    where: str
    source: Source

    @property
    def text(self) -> str:
        """The original as text: UTF-8, UTF-16 with its mark, or what is clearly GB18030."""
        return decode(self.data, where=self.where)

    @property
    def options(self) -> Mapping[str, object]:
        """The `[reader]` table."""
        return self.source.reader


def reader_plugin(source: Source) -> Plugin | None:
    """The plugin that reads a source; `None` where its layout is one of ours, or unknown."""
    layout = source.reader.get("layout")
    if layout in LAYOUTS or not isinstance(layout, str):
        return None
    return next((plugin for plugin in plugins(READERS) if plugin.name == layout), None)


def read_with(plugin: Plugin, original: Original) -> Reading:
    """What a plugin reads from an original.

    It returns a mapping from tables (`entries`, `claims`, ...) to rows, each a mapping from
    columns to values; what a row leaves out is empty, `subject` and `relation` as declared.
    Besides, `unread` may hold pairs of a line and the reason why it could not be read.

    Raises:
        PluginError: It broke, or returned anything else.
    """
    given = plugin.call(original, taken=_realised)
    if not isinstance(given, Mapping):
        raise plugin.problem(f"returned {type(given).__name__}; expected a mapping of tables")
    known = {name: (kind, columns) for name, kind, columns in TABLES}
    made: dict[str, tuple[Any, ...]] = {}
    for table, rows in given.items():
        if table == "unread":
            continue
        if table not in known:
            raise plugin.problem(f"returned a table {table!r}; known are {', '.join(known)}")
        kind, columns = known[table]
        made[table] = tuple(
            _row(plugin, original.source, (table, n), row, kind, columns)
            for n, row in enumerate(_rows(plugin, table, rows), start=1)
        )
    unread = tuple(_unread(plugin, each) for each in _rows(plugin, "unread", given.get("unread")))
    odd = [
        Anomaly(source=original.source.id, line=u.line, what=f"{UNREAD}: {u.why}") for u in unread
    ]
    anomalies = sorted([*made.pop("anomalies", ()), *odd], key=lambda row: row.line)
    return Reading(tables=Tables(**made, anomalies=tuple(anomalies)), unread=unread)


def _realised(given: Any) -> Any:
    """The same with every generator run."""
    if not isinstance(given, Mapping):
        return given
    return {
        name: list(rows) if isinstance(rows, Iterator) else rows for name, rows in given.items()
    }


def _rows(plugin: Plugin, table: str, rows: object) -> list[Any]:
    if rows is None:
        return []
    if isinstance(rows, str | bytes | Mapping) or not hasattr(rows, "__iter__"):
        raise plugin.problem(f"returned {type(rows).__name__} for {table}; expected rows")
    return list(rows)


def _row(
    plugin: Plugin,
    source: Source,
    place: tuple[str, int],
    row: object,
    kind: type[Any],
    columns: tuple[str, ...],
) -> Any:
    where = f"{place[0]} row {place[1]}"
    if not isinstance(row, Mapping):
        raise plugin.problem(f"returned {type(row).__name__} as {where}; expected a mapping")
    unknown = [str(column) for column in row if column not in columns]
    if unknown:
        raise plugin.problem(
            f"returned the columns {', '.join(unknown)} in {where}; known are {', '.join(columns)}"
        )
    declared = {"subject": source.subject, "relation": source.reader.get("relation", "")}
    types = _HINTS[place[0]]
    values: dict[str, Any] = {"source": source.id}
    for column in columns:
        value = row.get(column, declared.get(column))
        try:
            values[column] = _value(value, types[column])
        except (TypeError, ValueError) as error:
            raise plugin.problem(
                f"returned {value!r} as {column} of {where}; expected {error}"
            ) from None
    if "row" in types:
        values["row"] = place[1]
    return kind(**values)


def _value(value: Any, kind: Any) -> object:
    """A value of a column's type; `None` is an empty cell where the column may be empty."""
    if kind is str:
        if value is not None and not isinstance(value, str):
            raise TypeError("text")
        return (value or "").strip()
    if kind == tuple[int, ...]:
        numbers = [] if value is None or isinstance(value, str) else list(value)
        if isinstance(value, str) or not all(map(_is_number, numbers)):
            raise TypeError("a list of whole numbers")
        return tuple(numbers)
    if value is None and kind == int | None:
        return None
    if not _is_number(value):
        raise TypeError("a whole number")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _unread(plugin: Plugin, given: Any) -> UnreadLine:
    try:
        line, why = given
        return UnreadLine(int(line), "", str(why))
    except (TypeError, ValueError):
        raise plugin.problem(
            f"returned {given!r} in unread; expected pairs of a line and a reason"
        ) from None
