"""Any table file in, any table file out, and the matcher over tables.

`read_table` and `write_table` know CSV, TSV, XLSX, JSON lines and Parquet by suffix;
`match_tables` aligns two tables, `resolve_table` links rows to gazetteer ids.
"""

from reconcile.tables.batches import read_batches
from reconcile.tables.files import SUFFIXES, read_table, write_table
from reconcile.tables.link import Columns, match_tables, resolve_table, side_of
from reconcile.tables.writing import write_tables

__all__ = [
    "SUFFIXES",
    "Columns",
    "match_tables",
    "read_batches",
    "read_table",
    "resolve_table",
    "side_of",
    "write_table",
    "write_tables",
]
