"""What is let in: our own host and origin, JSON bodies of a bounded size."""

import json
from collections.abc import Mapping
from typing import Any

from automations.localsheets.errors import TOO_LARGE, RefusedError

BODY_LIMIT = 10_485_760
_PATH_OF_HOSTS = ("127.0.0.1", "localhost")


def check_origin(headers: Mapping[str, str], port: int) -> None:
    """Refuses a foreign Host (DNS rebinding) and a foreign or null Origin (other web pages)."""
    host = headers.get("host", "")
    if host not in {f"{name}:{port}" for name in _PATH_OF_HOSTS}:
        raise RefusedError(f"This server answers only as 127.0.0.1:{port}.", 403)
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        raise RefusedError("Requests from other origins are refused.", 403)


def check_length(headers: Mapping[str, str]) -> None:
    """Refuses a body that is announced as too large."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY_LIMIT:
        raise RefusedError(TOO_LARGE, 400)


def parsed(body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object of a body; {} for an empty one. Forms and other types are refused."""
    if not body:
        return {}
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise RefusedError("Writes need the content type application/json.", 415)
    try:
        found = json.loads(body, parse_constant=_no_constant)
        if b"\\u" in body:
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as wrong:
        raise RefusedError(f"Invalid JSON payload received. {wrong}") from wrong
    if not isinstance(found, dict):
        raise RefusedError("Invalid JSON payload received. Expected an object.")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
