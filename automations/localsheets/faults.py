"""Named faults that a server built with chaos=True plays: which request, how often, and counted."""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

#: what each fault does to the request that it hits
NAMES: Mapping[str, str] = {
    "status": "answers `status` without applying anything",
    "applied_then_status": "applies, then answers `status`",
    "cut": "cuts the connection without applying anything",
    "applied_then_cut": "applies, then cuts the connection before the answer",
    "cut_body": "applies, then cuts the connection in the middle of the answer",
    "empty_body": "applies, then answers 200 without a body",
    "late": "cuts the connection at once and applies `seconds` later",
    "duplicate": "applies twice and answers what the first time brought",
    "stale_read": "shows the spreadsheet as it was before the last change",
    "skew": "shows every second range of a read by filter as it was before the last change",
    "loading": "shows Loading... in the cells of formulas",
    "false_fence": "refuses a batch's first named-range request without a reason",
    "rivals": "accepts named ranges whose id or name is taken, and deletes missing ones",
    "shuffle": "answers data filters in another order",
    "append_at_end": "lets appendCells land at the end of the grid",
    "silence": "waits `seconds` before it does anything",
    "applied_then_silence": "applies, then waits `seconds` before the answer",
}


@dataclass(slots=True)
class Rule:
    """One switch: hits the `nth` matching request and the following, `times` in all (None: always)."""

    fault: str
    method: str | None = None
    path: str = ""
    nth: int = 1
    times: int | None = 1
    status: int = 503
    retry_after: str | None = None
    html: bool = False
    seconds: float = 0.0
    seen: int = 0
    injected: int = 0

    def hits(self, method: str, path: str) -> bool:
        """True if this request is one to be hit; counts it."""
        if self.method not in {None, method} or self.path not in path:
            return False
        self.seen += 1
        if self.seen < self.nth or (self.times is not None and self.injected >= self.times):
            return False
        self.injected += 1
        return True


@dataclass(slots=True)
class Faults:
    """The switches of one server; shared by its tests and its requests."""

    rules: list[Rule] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: str, **options: Any) -> Rule:
        """Sets a switch and returns it; `ValueError` for an unknown fault."""
        if fault not in NAMES:
            raise ValueError(f"unknown fault {fault!r}; known: {', '.join(sorted(NAMES))}")
        rule = Rule(fault, **options)
        with self.lock:
            self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Takes all switches back; the counts stay."""
        with self.lock:
            self.rules.clear()

    def pick(self, method: str, path: str) -> list[Rule]:
        """The faults that hit this request."""
        with self.lock:
            hit = [rule for rule in self.rules if rule.hits(method, path)]
            for rule in hit:
                self.counts[rule.fault] = self.counts.get(rule.fault, 0) + 1
        return hit

    def shown(self) -> dict[str, Any]:
        """The switches and counts as JSON."""
        with self.lock:
            return {"rules": [asdict(rule) for rule in self.rules], "counts": dict(self.counts)}
