"""Validation: what each source's rows must look like, and every fault with its line.

    load.py       the model that a source names
    run.py        a Pandera model over a frame, no failure lost
    order.py      rows out of the promised order
    cross.py      rules between tables
    details.py    failures of our own checks, in full
    emit.py       failures turned into findings
    tables.py     all of that over one source; file.py: over any one table

Importing this package imports neither Pandera nor Polars; calling it does.
"""

from reconcile.validation.file import validate_frame
from reconcile.validation.load import load_schema
from reconcile.validation.tables import validate

__all__ = ["load_schema", "validate", "validate_frame"]
