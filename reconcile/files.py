"""Files that are replaced as a whole or not at all, and locks between processes.

Every file that this package writes in place of an older one is written here: next to it, safe on
the disk, then moved over it, so that a reader sees the old text or the new one and a machine that
stops in between leaves no half.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reconcile.errors import UnreadableError

PATIENCE = 10.0  # seconds that a writer waits for others; each of them takes milliseconds
SILENCE = 10.0  # seconds that a pipe may stay silent before its first byte
_LOCK_FILE = ".lock"
_NO_LOCK_ON_FOLDERS = {errno.EBADF, errno.EINVAL, errno.EISDIR, errno.ENOTSUP}


def file_bytes(path: Path) -> bytes:
    """All bytes of a file, or of a pipe that somebody writes into (`<(command)`, `/dev/stdin`).

    Raises:
        OSError: It cannot be opened, is a device that never ends, or a pipe that stays silent.
    """
    import select
    import stat

    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if stat.S_ISBLK(mode) or (
            stat.S_ISCHR(mode) and not (os.isatty(handle) or path.resolve() == Path(os.devnull))
        ):
            raise OSError(errno.EINVAL, "a device, not a file", str(path))
        if stat.S_ISFIFO(mode):
            waiting = select.poll()
            waiting.register(handle, select.POLLIN)
            if not waiting.poll(SILENCE * 1000):
                raise OSError(errno.EINVAL, "a pipe that nobody writes into", str(path))
        os.set_blocking(handle, True)
        return file.read()


def read_bytes(path: Path) -> bytes:
    """All bytes of a file that somebody named, as `file_bytes`.

    Raises:
        UnreadableError: It cannot be read.
    """
    try:
        return file_bytes(path)
    except OSError as error:
        raise UnreadableError(
            f"cannot be read: {error.strerror or error}",
            where=str(path),
            hint="Check the path; it is taken from the current folder.",
        ) from None


def replace_file(path: Path, data: str | bytes) -> None:
    """Put `data` in place of a file, as a whole or not at all, and safe on the disk.

    Args:
        path: The file; its folder must be there. An existing one keeps its rights.
        data: Bytes, or text that is written as UTF-8 with the line ends that it has.

    Raises:
        UnreadableError: It cannot be written; nothing was changed.
    """
    with replacing(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, part by part, that takes another's place once all is written.

    As `replace_file`; whatever error ends the writing, the older file stays.

    Raises:
        UnreadableError: It cannot be written.
    """
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777 if path.exists() else 0o644)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from None


def sync_folder(folder: Path) -> None:
    """Make sure that a file's new name, too, outlives a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems know no such thing for folders; the name is then as safe as it gets.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> UnreadableError:
    """The error of a file that cannot be written."""
    return UnreadableError(
        f"cannot be written: {error.strerror}",
        where=str(path),
        hint="Nothing was changed. Choose a folder that exists and that you may write to, and "
        "check the free space.",
    )


@contextlib.contextmanager
def locked(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a folder for oneself: of all processes and threads that ask, one goes on at a time.

    The folder itself is locked, so no file is left behind or committed; where a file system locks
    files only (NFS), a hidden file in it is. The lock ends with its process, however that ends.

    Args:
        folder: Must be there.
        patience: Seconds to wait for the others.

    Raises:
        UnreadableError: The others did not finish in time, or the folder cannot be opened.
    """
    import fcntl

    until = time.monotonic() + patience
    handle = _opened(folder)
    try:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise UnreadableError(
                        f"another process has been writing here for {patience:g} seconds",
                        where=str(folder),
                        hint="Nothing was changed. Try again; end the other process if it hangs.",
                    ) from None
                time.sleep(0.004)
            except OSError as error:
                if error.errno not in _NO_LOCK_ON_FOLDERS or folder.name == _LOCK_FILE:
                    raise unwritable(folder, error) from None
                os.close(handle)
                folder = folder / _LOCK_FILE
                handle = _opened(folder)
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT if path.name == _LOCK_FILE else os.O_RDONLY
    try:
        return os.open(path, flags | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unwritable(path, error) from None
