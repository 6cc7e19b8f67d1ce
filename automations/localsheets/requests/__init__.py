"""spreadsheets.batchUpdate: all request kinds, applied in order to a draft, all or nothing."""

from collections.abc import Mapping
from typing import Any

from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.requests import (
    cells,
    charts,
    dimensions,
    filtering,
    looks,
    metadata,
    moving,
    named,
    protected,
    tabs,
)
from automations.localsheets.requests.kind import Kind
from automations.localsheets.work import Work

#: every kind this server applies
REGISTRY: dict[str, Kind] = {
    **tabs.KINDS,
    **cells.KINDS,
    **dimensions.KINDS,
    **looks.KINDS,
    **filtering.KINDS,
    **named.KINDS,
    **protected.KINDS,
    **metadata.KINDS,
    **charts.KINDS,
    **moving.KINDS,
}

#: kinds of the real API that are answered with 501 here
UNSUPPORTED = frozenset(
    [
        "addCommentReply",
        "addDataSource",
        "addSlicer",
        "addTable",
        "autoFill",
        "cancelDataSourceRefresh",
        "deleteComment",
        "deleteCommentReply",
        "deleteDataSource",
        "deleteDuplicates",
        "deleteRange",
        "deleteTable",
        "duplicateFilterView",
        "findReplace",
        "insertComment",
        "insertRange",
        "pasteData",
        "randomizeRange",
        "refreshDataSource",
        "textToColumns",
        "trimWhitespace",
        "updateCommentPost",
        "updateDataSource",
        "updateEmbeddedObjectBorder",
        "updateSlicerSpec",
        "updateTable",
    ]
)


def apply(work: Work, requests: list[Any]) -> list[dict[str, Any]]:
    """The replies, one a request; the first refusal is raised and the draft must be dropped."""
    checked = [_checked(at, request) for at, request in enumerate(requests)]
    replies = []
    for at, (name, body) in enumerate(checked):
        try:
            replies.append(REGISTRY[name].apply(work, body))
        except RefusedError as refused:
            raise _placed(refused, at, name) from refused
        except (TypeError, ValueError, AttributeError, KeyError) as wrong:
            message = f"{type(wrong).__name__}: {wrong}"
            raise _placed(RefusedError(f"Malformed request ({message})"), at, name) from wrong
    return replies


def _placed(refused: RefusedError, at: int, name: str) -> RefusedError:
    message = refused.message
    if not message.startswith("Invalid JSON payload"):
        message = f"Invalid requests[{at}].{name}: {message}"
    return RefusedError(message, refused.code, refused.violations)


def _checked(at: int, request: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(request, Mapping):
        raise RefusedError(f"Invalid value at 'requests[{at}]': {request!r}")
    for name in request:
        if name in UNSUPPORTED:
            raise RefusedError(f"requests[{at}]: this server does not know {name}.", 501)
        if name not in REGISTRY:
            raise unknown_name(str(name), f"requests[{at}]")
    if len(request) != 1:
        raise RefusedError(
            f"Invalid requests[{at}]: Must specify one request."
            if not request
            else f"Invalid requests[{at}]: oneof field 'kind' is already set."
        )
    name, body = next(iter(request.items()))
    if not isinstance(body, Mapping):
        raise RefusedError(f"Invalid value at 'requests[{at}].{name}': {body!r}")
    for field in body:
        if field not in REGISTRY[name].fields:
            raise unknown_name(field, f"requests[{at}].{name}")
    return name, dict(body)
