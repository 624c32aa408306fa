"""The log: one JSON object per line, on stderr."""

from __future__ import annotations

import datetime
import json
import logging
from typing import Any


class JsonLines(logging.Formatter):
    """A record as one line of JSON; never a traceback, which would break the line and tell much."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        told: dict[str, Any] = {
            "time": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            told["type"] = type(record.exc_info[1]).__name__
        told |= getattr(record, "fields", {})
        return json.dumps(told, ensure_ascii=False, default=str)


def config(verbose: int) -> dict[str, Any]:
    """The configuration of Python's logging; `verbose` -1 tells troubles only."""
    level = "WARNING" if verbose < 0 else "INFO"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "stream": "ext://sys.stderr",
            }
        },
        "loggers": {
            "reconcile": {"handlers": ["stderr"], "level": level, "propagate": False},
            # uvicorn tells of every start and stop what we tell ourselves.
            "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
