"""The embedded server: started for a command on ``<state>/workbook.db``, or joined.

``<state>/server`` holds its port, kept because links in the workbook hold it, and the pid of
the process that runs it now.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from automations.clock import shop_clock
from automations.errors import StandbyError
from automations.state.folder import StateFolder, replace_file

OWNER = "pemilik@rekapin.example"


@contextmanager
def embedded_server(state: StateFolder, zone: str) -> Iterator[tuple[str, str]]:
    """(base URL, token) of the server on this state folder."""
    from automations.localsheets import InUseError, LocalSheets  # noqa: PLC0415 - uvicorn is slow to import

    token, note = state.token(), state.root / "server"
    known = _known(note.read_text("utf-8")) if note.is_file() else {}
    port = known.get("port", 0)
    if port and known.get("pid") and _answers(port):
        yield f"http://127.0.0.1:{port}", token
        return
    if port and not _free(port):
        port = 0  # somebody else took it: a new one, links are written anew
    try:
        server = LocalSheets(
            state.local_workbooks,
            port=port,
            tokens={token: OWNER},
            owner=OWNER,
            now=shop_clock(zone),
        )
    except InUseError as error:
        raise StandbyError(
            f"{state.root / 'workbook.db'} is in use by another server: {error}"
        ) from error
    with server:
        _note(note, server.port, os.getpid())
        try:
            yield server.base_url, token
        finally:
            _note(note, server.port, 0)


def _note(path: Path, port: int, pid: int) -> None:
    replace_file(path, json.dumps({"port": port, "pid": pid}).encode())


def _known(text: str) -> dict[str, int]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return (
        found if isinstance(found, dict) and all(isinstance(v, int) for v in found.values()) else {}
    )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free(port: int) -> bool:
    return not _answers(port)
