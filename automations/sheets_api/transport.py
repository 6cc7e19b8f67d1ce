"""The HTTP client beneath gspread: time-outs, a deadline, retries, counted requests.

gspread sets no time-out, and its own back-off client never gives up (sheets_api.md 0.2).
"""

import json as jsonlib
import logging
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import gspread
import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError as BrokenBodyError
from urllib3.exceptions import MaxRetryError, NewConnectionError

from automations.errors import AccessError, SheetsUnavailableError
from automations.sheets_api.answers import error_of, message_of
from automations.sheets_api.retry import Failure, Kind, RetryPolicy, kind_of, retry_after_s

_LOG = logging.getLogger(__name__)
GOOGLE = ("https://sheets.googleapis.com", "https://www.googleapis.com")


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to connect, for silence of a read and of a write, for all of one cycle."""

    connect_s: float = 5.0
    read_s: float = 90.0
    write_s: float = 180.0
    cycle_s: float = 360.0


@dataclass
class RequestCounter:
    """Requests (retries included), bytes of JSON sent and received, and longest seconds, by cause."""

    by_cause: Counter[str] = field(default_factory=Counter)
    sent_bytes: Counter[str] = field(default_factory=Counter)
    received_bytes: Counter[str] = field(default_factory=Counter)
    longest_s: dict[str, float] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """All requests since the start."""
        return self.by_cause.total()


@dataclass(frozen=True)
class Surroundings:
    """What the client takes from outside: a monotonic clock, sleep, random numbers in [0, 1)."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    draw: Callable[[], float]


class Answer(requests.Response):
    """A whole answer whose JSON was parsed once; ``json()`` gives that."""

    def __init__(self, response: requests.Response, body: bytes, parsed: Any) -> None:
        """Take over status and headers of *response*."""
        super().__init__()
        self.status_code, self.headers = response.status_code, response.headers
        self.url, self.request = response.url, response.request
        self._content, self._parsed = body, parsed

    def json(self, **_: Any) -> Any:
        """The parsed body."""
        return self._parsed


class LoopbackAdapter(HTTPAdapter):
    """Sends requests meant for Google to a server on this machine."""

    def __init__(self, base_url: str) -> None:
        """Rewrite scheme and host to those of *base_url*."""
        self.base_url = base_url.rstrip("/")
        super().__init__()

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """The answer of the loopback server."""
        for origin in GOOGLE:
            request.url = (request.url or "").replace(origin, self.base_url, 1)
        return super().send(request, *args, **kwargs)


class SheetsHTTPClient(gspread.HTTPClient):
    """gspread's client with time-outs, retries, a deadline and our errors."""

    def __init__(
        self,
        auth: Any,
        session: requests.Session | None = None,
        *,
        account: str,
        policy: RetryPolicy,
        timeouts: Timeouts,
        around: Surroundings,
        base_url: str = "",
    ) -> None:
        """*base_url* is empty for Google."""
        super().__init__(auth, session)
        self.account, self.policy, self.timeouts, self.around = account, policy, timeouts, around
        self.counter, self.cause = RequestCounter(), "other"
        self.session.headers["User-Agent"] = "rekapin (gzip)"  # Google zips only for such a name
        self.session.auth = _keep_header  # else ~/.netrc would replace the bearer token
        if base_url:
            self.session.trust_env = False  # no proxy may catch loopback traffic
            for origin in GOOGLE:
                self.session.mount(f"{origin}/", LoopbackAdapter(base_url))
        self._ends_at, self.slowest_read_s = math.inf, 0.0

    def begin(self) -> None:
        """Start the clock of a cycle: all its requests share one deadline.

        Before the first cycle there is none, for people take their time over ``init``.
        """
        self._ends_at = self.around.clock() + self.timeouts.cycle_s
        self.slowest_read_s = 0.0

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The answer, its body read and parsed; or one of the errors of ``errors.py``."""
        if files is not None:
            raise TypeError("files are never uploaded")
        kind = kind_of(method, endpoint)
        body = data if json is None else encoded(json)
        extra = dict(headers or {}) | ({} if body is None else {"Content-Type": "application/json"})
        tried = 0
        while True:
            self._left_s()
            tried += 1
            answer = self._once(kind, method, endpoint, params, body, extra)
            if isinstance(answer, Answer):
                return answer
            wait_s = self.policy.wait_s(kind, tried, answer, self.around.draw())
            if wait_s is None or self.around.clock() + wait_s >= self._ends_at:
                raise error_of(kind, answer, self.account)
            _LOG.info("%s: %s; again in %.1f s", self.cause, answer.message, wait_s)
            self.around.sleep(wait_s)

    def _once(
        self, kind: Kind, method: str, endpoint: str, params: Any, body: bytes | None,
        headers: dict[str, str],
    ) -> Answer | Failure:  # fmt: skip
        silence_s = self.timeouts.read_s if kind is Kind.READ else self.timeouts.write_s
        left_s = self._left_s()
        begun = self.around.clock()
        self.counter.by_cause[self.cause] += 1
        self.counter.sent_bytes[self.cause] += len(body or b"")
        try:
            response = self.session.request(
                method, endpoint, params=params, data=body, headers=headers,
                timeout=(min(self.timeouts.connect_s, left_s), min(silence_s, left_s)),
                allow_redirects=False, stream=True,
            )  # fmt: skip
            return self._judged(response, self._body(response))
        except RefreshError as error:
            if getattr(error, "retryable", False):
                return Failure(503, f"the token could not be renewed: {error}", sent=False)
            return Failure(401, str(error), sent=False)
        except TransportError as error:
            return Failure(0, f"the token could not be fetched: {error}", sent=False)
        except GoogleAuthError as error:
            raise AccessError(f"the credentials of {self.account} do not work: {error}") from error
        except requests.RequestException as error:
            return Failure(0, f"no answer ({type(error).__name__})", sent=not _never_sent(error))
        except (BrokenBodyError, OSError) as error:
            return Failure(0, f"the answer broke off ({type(error).__name__})")
        finally:
            took_s = self.around.clock() - begun
            longest = self.counter.longest_s
            longest[self.cause] = max(longest.get(self.cause, 0.0), took_s)
            if kind is Kind.READ:
                self.slowest_read_s = max(self.slowest_read_s, took_s)

    def _body(self, response: requests.Response) -> bytes:
        """The body, read bit by bit, so that a dribbling server meets the deadline too."""
        parts: list[bytes] = []
        with response:
            while part := response.raw.read1(1 << 20, decode_content=True):
                parts.append(part)
                if self.around.clock() >= self._ends_at:
                    raise TimeoutError("the cycle's deadline passed while reading")
        body = b"".join(parts)
        self.counter.received_bytes[self.cause] += len(body)
        return body

    def _judged(self, response: requests.Response, body: bytes) -> Answer | Failure:
        status = response.status_code
        if not 200 <= status < 300:
            headers = response.headers
            after = retry_after_s(headers.get("Retry-After"), headers.get("Date"))
            return Failure(status, message_of(status, body), retry_after_s=after)
        try:
            return Answer(response, body, None if status == 204 else jsonlib.loads(body))
        except ValueError:
            return Failure(status, f"HTTP {status} with a body that is no JSON")

    def _left_s(self) -> float:
        left_s = self._ends_at - self.around.clock()
        if left_s <= 0:
            raise SheetsUnavailableError(
                f"the cycle's {self.timeouts.cycle_s:.0f} s are over; the next cycle goes on"
            )
        return left_s


def encoded(body: Mapping[str, Any]) -> bytes:
    """*body* as compact JSON; a number that is none is refused here."""
    return jsonlib.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _keep_header(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _never_sent(error: requests.RequestException) -> bool:
    """Whether the connection was never made."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
