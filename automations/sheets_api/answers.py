"""Failed requests as errors of ours: what each answer means (sheets_api.md 7; pure)."""

import json
import re
from typing import Any

from automations.errors import (
    AccessError,
    FenceRefusedError,
    OutcomeUnknownError,
    RekapinError,
    SheetsRefusedError,
    SheetsUnavailableError,
)
from automations.sheets_api.retry import READ_AGAIN, Failure, Kind

_FENCE = re.compile(r"named\s*range", re.IGNORECASE)
_NO_GRID = re.compile(r"No grid with id: (\d+)")


def message_of(status: int, body: bytes) -> str:
    """The message of an error body; of HTML or an empty one only the status, which is the judge."""
    try:
        error: Any = json.loads(body)["error"]
        return str(error["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {status} without a readable message"


def error_of(kind: Kind, failure: Failure, account: str) -> RekapinError:
    """The error to raise for a request that is not tried again; *account* is whom to share with."""
    status, message = failure.status, failure.message
    if status == 401:
        return AccessError(
            f"Google does not accept the credentials of {account}: {message}. Make a new key, "
            "or run `rekapin login`, and check that the clock of this machine is right"
        )
    if status == 403:
        return AccessError(
            f"{account} may not do this: {message}. Share the spreadsheet with {account} as "
            "Editor (Bagikan), and see that the Google Sheets API is enabled in its project"
        )
    if status == 404:
        return AccessError(
            f"no such workbook, or it is not shared with {account}: {message}. Check `workbook` "
            f"in config.yaml and share the spreadsheet with {account} as Editor"
        )
    if not failure.sent or status == 429:
        return SheetsUnavailableError(f"Google Sheets cannot be had: {message}", status=status)
    if status == 400 and kind is Kind.WRITE and _FENCE.search(message):
        return FenceRefusedError(f"the fence was refused: {message}", status=status)
    if kind is Kind.WRITE and (status < 300 or status >= 500 or status in {408, 409}):
        return OutcomeUnknownError(f"the fate of a write is not known: {message}", status=status)
    if kind is Kind.READ and (status in READ_AGAIN or status < 300):
        return SheetsUnavailableError(f"Google Sheets cannot be read: {message}", status=status)
    return SheetsRefusedError(f"Google Sheets refused the request: {message}", status=status)


def missing_sheet(error: SheetsRefusedError) -> int | None:
    """The sheetId of a ``No grid with id: N`` refusal, else ``None``."""
    found = _NO_GRID.search(str(error))
    return int(found[1]) if found else None
