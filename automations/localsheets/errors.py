"""Refusals, and the google.rpc bodies in which they go out."""

from collections.abc import Mapping
from typing import Any

#: status texts by HTTP code, as google.rpc names them
STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    409: "ABORTED",
    413: "INVALID_ARGUMENT",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}

NOT_SIGNED_IN = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, "
    "login cookie or other valid authentication credential."
)
WRONGLY_SIGNED_IN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, "
    "login cookie or other valid authentication credential."
)
NO_PERMISSION = "The caller does not have permission"
NOT_FOUND = "Requested entity was not found."
PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
TOO_LARGE = "Request payload size exceeds the limit: 10485760 bytes."
TOO_MANY_CELLS = (
    "This action would increase the number of cells in the workbook "
    "above the limit of 10000000 cells."
)


class RefusedError(Exception):
    """A request that is refused: an HTTP code, a message, and the violations Google would list."""

    def __init__(self, message: str, code: int = 400, violations: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.violations = violations


class DriveRefusedError(RefusedError):
    """A refusal in Drive's own error shape, with its reason."""

    def __init__(self, message: str, code: int, reason: str) -> None:
        super().__init__(message, code)
        self.reason = reason


class InUseError(RuntimeError):
    """The database file is held by another running server."""


def no_grid(sheet_id: int) -> RefusedError:
    """The refusal of an unknown sheetId."""
    return RefusedError(f"No grid with id: {sheet_id}")


def unknown_name(name: str, where: str) -> RefusedError:
    """The refusal of a field that the API does not have."""
    path = f" at '{where}'" if where else ""
    message = f'Invalid JSON payload received. Unknown name "{name}"{path}: Cannot find field.'
    return RefusedError(message, violations=(message,))


def body_of(error: RefusedError) -> dict[str, Any]:
    """The JSON body of a refusal."""
    if isinstance(error, DriveRefusedError):
        entry = {"message": error.message, "domain": "global", "reason": error.reason}
        return {"error": {"errors": [entry], "code": error.code, "message": error.message}}
    return rpc_body(error.code, error.message, violations=error.violations)


def rpc_body(
    code: int,
    message: str,
    *,
    violations: tuple[str, ...] = (),
    details: tuple[Mapping[str, Any], ...] = (),
) -> dict[str, Any]:
    """A google.rpc.Status as JSON."""
    listed: list[Mapping[str, Any]] = list(details)
    if violations:
        listed.append(
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"description": text} for text in violations],
            }
        )
    error: dict[str, Any] = {"code": code, "message": message, "status": STATUS[code]}
    if listed:
        error["details"] = listed
    return {"error": error}
