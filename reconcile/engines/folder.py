"""The folder of a run: where its lists lie while it works, and what it has finished."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reconcile.engines.values import ClusterError, InterruptedRunError
from reconcile.errors import UnreadableError


@contextmanager
def work_folder(named: Path | None) -> Iterator[tuple[Path, Path]]:
    """The folders `lists` (for this run alone) and `done`, in the one named or a temporary one.

    A named one keeps `done`. A temporary one goes, unless the run was stopped when it had finished
    something: then the error says where it is, so that the run can go on there.
    """
    folder = Path(tempfile.mkdtemp(prefix="reconcile-")) if named is None else named
    keep = named is not None
    try:
        (folder / "done").mkdir(parents=True, exist_ok=True)
        lists = Path(tempfile.mkdtemp(prefix="lists-", dir=folder))
    except OSError as error:
        raise UnreadableError(
            f"the folder cannot be used ({error.strerror})",
            where=str(folder),
            hint="--resume takes a folder that you may write to; it need not exist.",
        ) from None
    try:
        yield lists, folder / "done"
    except KeyboardInterrupt:
        keep = keep or _has_results(folder)
        raise InterruptedRunError(folder if keep else None) from None
    except ClusterError as error:
        keep = keep or _has_results(folder)
        advice = f"\nWhat is finished is kept: add --resume {folder} to go on." if keep else ""
        raise ClusterError(error.message, where=error.where, hint=error.hint + advice) from error
    finally:
        shutil.rmtree(lists, ignore_errors=True)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _has_results(folder: Path) -> bool:
    return any((folder / "done").glob("[!.]*.arrow"))
