"""The inbox folder: list files, read them without harm, archive what was confirmed.

An xlsx is opened in a child process with limits on memory, time and output, after a look at its
zip directory; a hostile one kills the child at worst (faults.md 2.4).  ``python -m
automations.inbox`` is that child: an xlsx on stdin, its sheets as JSON on stdout.
"""

import contextlib
import datetime as dt
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from automations.importers.reading import read_bytes, read_sheets
from automations.importers.refusals import UnusableFileError
from automations.workbook.arrivals import Arrival
from sheet_schema.cells import Cell

MAX_BYTES = 20_000_000
MAX_ENTRIES = 200
MAX_UNPACKED = 100_000_000
MAX_RATIO = 100
MAX_CELLS = 3_000_000
MEMORY_BYTES = 1 << 30
CPU_S = 20
WALL_S = 25
_UNFINISHED = (
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".tmp",
    ".lock",
    ".swp",
    ".filepart",
)
_OURS = {"desktop.ini", "thumbs.db"}


def waiting(folder: Path) -> list[Path]:
    """The files to read in *folder*, by name: regular files only, nothing half downloaded."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    return [
        folder / entry.name
        for entry in entries
        if entry.is_file(follow_symlinks=False) and not _left_alone(entry.name)
    ]


def _left_alone(name: str) -> bool:
    folded = name.casefold()
    return folded.startswith((".", "~$")) or folded.endswith(_UNFINISHED) or folded in _OURS


def read_files(paths: Iterable[Path], reference_day: dt.date) -> list[Arrival]:
    """What each file holds, or why it is refused; one bad file stops no other.

    *reference_day* decides the year of days printed without one; an older file decides itself.
    """
    return [_read(path, reference_day) for path in paths]


def _read(path: Path, reference_day: dt.date) -> Arrival:
    try:
        content, changed_on = _content(path)
        day = min(reference_day, changed_on)
        if content.startswith(b"PK"):
            return read_sheets(_sheets(content), source=path.name, reference_day=day)
        if content.startswith(b"%PDF"):
            raise UnusableFileError("pdf")  # noqa: TRY301 - every way of refusal ends below
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnusableFileError("old_xls")  # noqa: TRY301
        return read_bytes(content, source=path.name, reference_day=day)
    except UnusableFileError as error:
        return error.refused(path.name)


def _content(path: Path) -> tuple[bytes, dt.date]:
    """The bytes and the day of last change of a regular file; a symlink is not followed."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:  # noqa: PTH123 - by descriptor
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise UnusableFileError("gone")
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableFileError("gone", error.strerror or "") from error
    if len(content) > MAX_BYTES:
        raise UnusableFileError("too_big")
    return content, dt.date.fromtimestamp(about.st_mtime)  # noqa: DTZ012 - a day to guess a year by


def _sheets(content: bytes) -> list[list[list[Cell]]]:
    """All sheets of an xlsx as rows of cells, read by the child process."""
    _check_zip(content)
    root = str(Path(__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "automations.inbox"],
            input=content,
            capture_output=True,
            timeout=WALL_S,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnusableFileError("too_slow") from error
    if child.returncode:
        raise UnusableFileError("broken_xlsx", f"exit {child.returncode}")
    sheets: list[list[list[Cell]]] = json.loads(child.stdout)
    return sheets


def _check_zip(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
    # zipfile raises NotImplementedError for a version it cannot unpack
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnusableFileError("broken_xlsx") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise UnusableFileError("unsafe_zip", f"{len(entries)} parts")
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(content):
        raise UnusableFileError("unsafe_zip", f"{unpacked} bytes unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableFileError("unsafe_zip", "encrypted")


def archive(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Where each file went: moved into *folder* whole, under a fresh name if its own is taken.

    Only called for files whose lines are confirmed; a file that is gone is skipped.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return [moved for path in paths if (moved := _moved(path, folder)) is not None]


def _moved(path: Path, folder: Path) -> Path | None:
    target = folder / path.name
    number = 2
    while target.exists():
        target = folder / f"{path.stem}-{number}{path.suffix}"
        number += 1
    try:
        path.replace(target)
    except FileNotFoundError:
        return None
    except OSError:  # another file system: copy beside the target, then put in place at once
        half = target.with_name(f".{target.name}.part")
        shutil.copyfile(path, half, follow_symlinks=False)
        half.replace(target)
        path.unlink()
    return target


def _limit() -> None:
    """Limits of the child itself, where the system has them."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    for what, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a lower limit is in force already
            resource.setrlimit(what, (value, value))


def _child() -> int:
    """Read an xlsx from stdin and print its sheets; any other exit code than 0 refuses it."""
    _limit()
    import python_calamine  # noqa: PLC0415 - loaded under the limits

    content = sys.stdin.buffer.read()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for entry in parts.infolist():
            text = parts.read(entry)
            if b"<!DOCTYPE" in text or "<!DOCTYPE".encode("utf-16-le") in text:
                return 3
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    cells = 0
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        cells += sheet.total_height * sheet.total_width
        if cells > MAX_CELLS:
            return 4
        sheets.append(sheet.to_python(skip_empty_area=False))
    json.dump(sheets, sys.stdout, default=_text)
    return 0


def _text(cell: object) -> str:
    """A date or time cell as text."""
    return cell.isoformat(sep=" ") if isinstance(cell, dt.datetime) else str(cell)


if __name__ == "__main__":
    sys.exit(_child())
