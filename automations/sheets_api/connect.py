"""One connection to Google Sheets, or to a loopback server that speaks the same API."""

import functools
import random
import time
from collections.abc import Callable, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import gspread

from automations.errors import AccessError
from automations.sheets_api.access import Access
from automations.sheets_api.retry import RetryPolicy
from automations.sheets_api.transport import (
    GOOGLE,
    RequestCounter,
    SheetsHTTPClient,
    Surroundings,
    Timeouts,
)

API = f"{GOOGLE[0]}/v4/spreadsheets"
DRIVE = f"{GOOGLE[1]}/drive/v3/files"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_CHANCE = random.SystemRandom()


class Connection:
    """gspread's client with our transport; one for all workbooks of one account.

    Paths are relative to ``/v4/spreadsheets``: ``read("GET", "<id>", …)``.
    """

    def __init__(
        self,
        access: Access,
        *,
        base_url: str = "",
        backoff_s: float = 1.0,
        timeouts: Timeouts | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = _CHANCE.random,
    ) -> None:
        """*base_url* names a loopback server; *backoff_s* is the base of every wait, in seconds."""
        host = urlsplit(base_url).hostname
        if base_url and host not in _LOOPBACK:
            raise AccessError(
                f"sheets_url {base_url!r} is not on this machine; leave it out to use Google, "
                "or give http://127.0.0.1:<port>"
            )
        self.account, self.base_url, self.backoff_s = access.account, base_url, backoff_s
        self.sleep = sleep
        make: Any = functools.partial(
            SheetsHTTPClient,
            account=access.account,
            policy=RetryPolicy(base_s=backoff_s),
            timeouts=timeouts or Timeouts(),
            around=Surroundings(clock, sleep, draw),
            base_url=base_url,
        )
        self.gspread = gspread.Client(access.credentials, http_client=make)
        self._http = cast("SheetsHTTPClient", self.gspread.http_client)

    @property
    def counter(self) -> RequestCounter:
        """Requests and bytes by cause since the start."""
        return self._http.counter

    def begin(self) -> None:
        """Begin a cycle: its requests together have 6 minutes from now."""
        self._http.begin()

    @property
    def slowest_read_s(self) -> float:
        """Seconds of the slowest read since ``begin``; above 10 the formulas are heavy."""
        return self._http.slowest_read_s

    def close(self) -> None:
        """Close the sockets; a later request opens them again."""
        self._http.session.close()

    def read(
        self,
        method: str,
        path: str,
        *,
        cause: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """The JSON answer of a request that changes nothing; tried up to six times."""
        return self._send(method, f"{API}/{path}", cause, params=params, json=body)

    def write(self, path: str, body: Mapping[str, Any] | bytes, *, cause: str) -> Any:
        """The JSON answer of a POST that changes something; an empty *path* makes a workbook."""
        endpoint = f"{API}/{path}" if path else API
        given = {"data": body} if isinstance(body, bytes) else {"json": body}
        return self._send("POST", endpoint, cause, **given)

    def drive(
        self, method: str, path: str, *, cause: str,
        params: Mapping[str, Any] | None = None, body: Mapping[str, Any] | None = None,
    ) -> Any:  # fmt: skip
        """The JSON answer of Drive v3 below ``/files``; only for what OAuth may do."""
        return self._send(method, f"{DRIVE}/{path}".rstrip("/"), cause, params=params, json=body)

    def _send(self, method: str, endpoint: str, cause: str, **given: Any) -> Any:
        self._http.cause = cause
        return self._http.request(method, endpoint, **given).json()
