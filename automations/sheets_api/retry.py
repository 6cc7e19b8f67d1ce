"""What is worth another try, and how long to wait: a pure policy (sheets_api.md 4.5).

Reads change nothing and are repeated; a write is repeated only on 429, where Google applied
nothing.  Every other failure of a write is an unknown outcome, settled by re-reading.
"""

import enum
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

READ_AGAIN = frozenset({429, 500, 502, 503, 504})  #: statuses after which a read is repeated
CAP_S = 64.0  #: longest wait, Retry-After included
DOUBLINGS = 6  #: 1 s doubled six times is the cap


class Kind(enum.Enum):
    """Whether a request changes anything."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True)
class Failure:
    """A request that brought no usable answer; ``status`` is 0 when there was none at all."""

    status: int
    message: str
    sent: bool = True  #: False only where surely not one byte of the request arrived
    retry_after_s: float | None = None


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how patiently; *base_s* is the first back-off in seconds."""

    tries: int = 6
    base_s: float = 1.0
    cap_s: float = CAP_S

    def wait_s(self, kind: Kind, tried: int, failure: Failure, draw: float) -> float | None:
        """Seconds before the next try, ``None`` when there shall be none.

        *tried* counts the tries made, *draw* is a random number in [0, 1): full jitter.
        """
        if tried >= self.tries or not worth_retrying(kind, failure):
            return None
        if failure.retry_after_s is not None:
            return min(failure.retry_after_s, self.cap_s)
        doubled: float = self.base_s * 2.0 ** min(tried - 1, DOUBLINGS)
        return draw * min(doubled, self.cap_s)


def worth_retrying(kind: Kind, failure: Failure) -> bool:
    """Whether the same request may be sent again without harm."""
    if kind is Kind.WRITE:
        return failure.status == 429
    return failure.status in READ_AGAIN or failure.status < 300  # no answer, or a broken body


def kind_of(method: str, endpoint: str) -> Kind:
    """READ for GET and for the by-filter POSTs, which change nothing."""
    if method.upper() in {"GET", "HEAD"}:
        return Kind.READ
    verb = endpoint.partition("?")[0].rpartition(":")[2]
    return Kind.READ if verb in {"batchGetByDataFilter", "getByDataFilter"} else Kind.WRITE


def retry_after_s(header: str | None, answered: str | None) -> float | None:
    """Seconds of a Retry-After header, or ``None``; a date is taken against the Date header."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
        since = parsedate_to_datetime(answered or "")
    except ValueError:
        return None
    return max(0.0, (until - since).total_seconds())
