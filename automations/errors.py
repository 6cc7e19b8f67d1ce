"""The tree of operational errors: what the program, not the staff, must deal with.

::

    RekapinError                    exit 1
    ├── ConfigError                 exit 4   config.yaml: every fault with line and key
    ├── AccessError                 exit 5   credentials, sharing, scope
    ├── StatementError              exit 1   a file that is refused whole: file, line, reason
    ├── WorkbookError               exit 1   tab or header missing, schema newer than this program
    ├── StandbyError                exit 75  lock or lease held by somebody else
    └── SheetsError                 exit 1   anything the Sheets API answered
        ├── SheetsUnavailableError  exit 75  quota, network, 5xx: try again later
        ├── SheetsRefusedError      exit 1   a 4xx: do not try again
        └── OutcomeUnknownError     exit 75  a write whose fate is not known: re-read, plan again
            └── FenceRefusedError   exit 75  the same, told by a refusal that names a named range

Staff mistakes are never exceptions: they are ``Problem`` values (workbook/job.py).
Every message says what, where, and what to do next.
"""

from typing import ClassVar


class RekapinError(Exception):
    """Base of all; ``exit_code`` is what the command line ends with."""

    exit_code: ClassVar[int] = 1


class ConfigError(RekapinError):
    """The configuration cannot be used."""

    exit_code = 4


class AccessError(RekapinError):
    """Google, or the loopback server, does not let us in."""

    exit_code = 5


class StatementError(RekapinError):
    """A statement or marketplace file that is refused whole: never half a file."""

    def __init__(self, reason: str, *, file: str = "", line: int | None = None) -> None:
        """Keep the parts; *line* counts from 1 as an editor does."""
        self.file, self.line, self.reason = file, line, reason
        super().__init__(reason)

    def __str__(self) -> str:
        """``file, line 12: reason``; parts that are not known are left out."""
        where = self.file + (f", line {self.line}" if self.line is not None else "")
        return f"{where.lstrip(', ')}: {self.reason}" if where else self.reason


class WorkbookError(RekapinError):
    """The workbook is not as the schema needs it."""


class StandbyError(RekapinError):
    """Another writer holds the lock or the lease; nothing was written."""

    exit_code = 75


class SheetsError(RekapinError):
    """The Sheets API answered with an error; ``status`` is the HTTP status, 0 without one."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        """Keep the HTTP *status* beside the message."""
        self.status = status
        super().__init__(message)


class SheetsUnavailableError(SheetsError):
    """Out of quota, out of reach, or down: worth another try later."""

    exit_code = 75


class SheetsRefusedError(SheetsError):
    """The request itself is refused; the same request would be refused again."""


class OutcomeUnknownError(SheetsError):
    """A write may or may not have been applied."""

    exit_code = 75


class FenceRefusedError(OutcomeUnknownError):
    """The batch was refused over a named range: somebody wrote, or a stale snapshot spoke."""
