"""The running server: a loopback socket, uvicorn, and the public class."""

import logging
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from automations.localsheets.app import App
from automations.localsheets.faults import Faults
from automations.localsheets.identity import Caller, Identities
from automations.localsheets.recording import RequestLog
from automations.localsheets.shelf import Shelf
from automations.localsheets.storage import Storage

HOST = "127.0.0.1"
_OWNER = "owner@localsheets.example"
_START_S = 10.0


class _Connections:
    """Open connections by the client's address, so that a fault can cut one."""

    def __init__(self) -> None:
        self.transports: dict[Any, Any] = {}

    def protocol(self) -> type[H11Protocol]:
        """The HTTP protocol class that registers its connections here."""
        transports = self.transports

        class Registered(H11Protocol):
            """uvicorn's protocol, known by its address."""

            def connection_made(self, transport: Any) -> None:
                super().connection_made(transport)
                transports[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                transports.pop(self.client, None)
                super().connection_lost(exc)

        return Registered

    def cut(self, client: Any) -> None:
        """Drops a connection without a word."""
        transport = self.transports.get(tuple(client))
        if transport is not None:
            transport.abort()


class _Server(uvicorn.Server):
    """uvicorn's server; streams are ended first when it is told to stop."""

    def __init__(self, config: uvicorn.Config, before_exit: Callable[[], None]) -> None:
        super().__init__(config)
        self.before_exit = before_exit
        self.signal: int | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler's shape
        """Called on SIGTERM and SIGINT; unlike uvicorn's, it lets the process end in order."""
        self.before_exit()
        self.force_exit = self.should_exit
        self.should_exit = True
        self.signal = sig


class LocalSheets:
    """A Sheets v4 server on 127.0.0.1; a context manager that starts and stops it.

    `path`: the database file, None keeps all in memory. `tokens`: bearer token to e-mail, None
    takes any bearer as the owner. `now`: the wall clock of the shop. Raises `InUseError` when
    another server holds the file.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        port: int = 0,
        tokens: Mapping[str, str] | None = None,
        owner: str = _OWNER,
        chaos: bool = False,
        now: Callable[[], datetime],
    ) -> None:
        identities = Identities(owner, tokens)
        self._owner = Caller(owner, owner=True)
        storage = None if path is None else Storage(path)
        try:
            self._socket = _listening(port)
        except OSError:
            if storage is not None:
                storage.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        self.faults = Faults()
        self._shelf = Shelf(storage, identities, now)
        connections = _Connections()
        self._app = App(
            self._shelf,
            port=self.port,
            faults=self.faults if chaos else None,
            cut=connections.cut,
        )
        config = uvicorn.Config(
            self._app,
            http=connections.protocol(),
            loop="asyncio",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            timeout_keep_alive=75,
            proxy_headers=False,
        )
        self._server = _Server(config, self._app.feed.close)
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """`http://127.0.0.1:<port>`."""
        return self._app.base_url

    @property
    def requests(self) -> RequestLog:
        """The requests answered so far."""
        return self._app.requests

    def create(self, title: str) -> str:
        """The id of a new spreadsheet of the owner's."""
        return self._shelf.create(title, self._owner).book.book_id

    def spreadsheet_ids(self) -> list[str]:
        """The ids of all spreadsheets, newest first."""
        return self._shelf.ids()

    def start(self) -> Self:
        """Serves in a background thread; returns when requests are answered."""
        self._thread = threading.Thread(target=self.run, name="localsheets", daemon=True)
        self._thread.start()
        waited = threading.Event()
        for _ in range(int(_START_S / 0.005)):
            if self._server.started:
                return self
            if not self._thread.is_alive():
                break
            waited.wait(0.005)
        raise RuntimeError("the local Sheets server did not start")

    def run(self) -> None:
        """Serves in this thread until it is told to stop; Ctrl+C comes out as KeyboardInterrupt."""
        self._server.run(sockets=[self._socket])
        if self._server.signal == signal.SIGINT:
            raise KeyboardInterrupt

    def stop(self) -> None:
        """Ends the server and closes the file; may be called twice."""
        self._server.should_exit = True
        self._app.feed.close()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._socket.close()
        self._shelf.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found.bind((HOST, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serve(
    path: Path | None,
    port: int,
    tokens: Mapping[str, str] | None,
    owner: str,
    now: Callable[[], datetime],
    *,
    chaos: bool = False,
    ready: Callable[[LocalSheets], None] = lambda _: None,
) -> None:
    """Serves until SIGTERM or SIGINT; `ready` is called with the server before it answers."""
    server = LocalSheets(path, port=port, tokens=tokens, owner=owner, chaos=chaos, now=now)
    try:
        ready(server)
        server.run()
    finally:
        server.stop()


def new_token() -> str:
    """A random bearer token."""
    return secrets.token_urlsafe(24)
