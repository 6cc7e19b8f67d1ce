"""The first lock: one process per workbook on this machine (the second is the lease).

The operating system holds it, so a process that dies gives it up; its file stays, with the
number of the last holder in it.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from automations.errors import StandbyError

_FAR = 1 << 20  #: the locked byte, beyond the text, which Windows would otherwise not let be read

if sys.platform == "win32":
    import msvcrt

    def _grab(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _grab(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A context in which no other process works on the workbook; else ``StandbyError``."""

    def __init__(self, path: Path) -> None:
        """Lock by *path*, a file of the workbook's folder."""
        self._path, self._handle = path, -1

    def acquire(self) -> None:
        """Take the lock, or raise ``StandbyError`` with the number of its holder."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _grab(handle)
        except OSError as error:
            holder = _head(handle)
            os.close(handle)
            raise StandbyError(
                f"process {holder.decode(errors='replace').strip() or '?'} already works on this "
                f"workbook ({self._path}: {error.strerror}); stop it, or let it do the work"
            ) from error
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, str(os.getpid()).encode())
        self._handle = handle

    def release(self) -> None:
        """Give the lock up; the file stays, emptied."""
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _head(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 20)
