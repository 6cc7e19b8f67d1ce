"""The log of requests that a server has answered."""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Recorded:
    """One answered request; the template is the path with its variables' names."""

    method: str
    template: str
    path: str
    status: int
    bytes_in: int
    bytes_out: int


class RequestLog:
    """The last requests, oldest first; may be read from any thread."""

    def __init__(self) -> None:
        self._kept: deque[Recorded] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()

    def add(self, recorded: Recorded) -> None:
        """Notes one request."""
        with self._lock:
            self._kept.append(recorded)

    def __iter__(self) -> Iterator[Recorded]:
        with self._lock:
            return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forgets what was noted."""
        with self._lock:
            self._kept.clear()

    def count(self, part: str = "", method: str | None = None) -> int:
        """How many requests whose `METHOD template` holds the part."""
        return sum(
            1
            for one in self
            if part in f"{one.method} {one.template}" and method in {None, one.method}
        )

    def shown(self) -> dict[str, Any]:
        """The log as JSON."""
        return {"requests": [asdict(one) for one in self]}
