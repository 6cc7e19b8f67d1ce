"""Paths of the local folder, for its owner only; files are replaced whole or not at all."""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from automations.errors import ConfigError

_ID = re.compile(r"^[A-Za-z0-9_-]{1,120}$")


@dataclass(frozen=True)
class WorkbookFolder:
    """The files of one workbook."""

    path: Path

    @property
    def lock(self) -> Path:
        """Held by the one process that works on the workbook."""
        return self.path / "lock"

    @property
    def shadow(self) -> Path:
        """Bot tabs as last confirmed; may be deleted at any time."""
        return self.path / "shadow.sqlite"

    @property
    def journals(self) -> Path:
        """Second copy of the journals; the one file worth a backup."""
        return self.path / "journals.sqlite"

    @property
    def memory(self) -> Path:
        """Small things to remember."""
        return self.path / "memory.json"


@dataclass(frozen=True)
class StateFolder:
    """The folder named ``state`` in the configuration."""

    root: Path

    @property
    def local_workbooks(self) -> Path:
        """The embedded server's workbooks."""
        return self.root / "workbook.db"

    @property
    def memory(self) -> Path:
        """What belongs to this installation rather than to a workbook."""
        return self.root / "memory.json"

    def workbook(self, workbook_id: str) -> WorkbookFolder:
        """The folder of one workbook, made if need be."""
        if not _ID.match(workbook_id):
            raise ConfigError(
                f"workbook {workbook_id!r} is no spreadsheet id: copy the part between /d/ and "
                "/edit of its address"
            )
        return WorkbookFolder(private_folder(private_folder(self.root) / workbook_id))

    def token(self) -> str:
        """The bearer token of the embedded server; made once."""
        path = private_folder(self.root) / "token"
        if path.exists():
            found = path.read_text(encoding="ascii").strip()
            if found:
                return found
        fresh = secrets.token_urlsafe(24)
        replace_file(path, fresh.encode())
        return fresh


def private_folder(path: Path) -> Path:
    """*path* as a folder that only its owner may enter."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise ConfigError(
            f"the state folder {path} cannot be made: {error}. Set `state` in config.yaml to a "
            "folder that this user may write"
        ) from error
    return path


def private_file(path: Path) -> Path:
    """*path* as a file that only its owner may read; made empty if need be."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return path


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* in the place of *path*: afterwards the file is the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
