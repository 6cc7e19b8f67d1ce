"""What a change has at hand: the draft, who asks, what is computed, and the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from automations.localsheets.book import Book
from automations.localsheets.formulas import Calculator
from automations.localsheets.grid import Sheet
from automations.localsheets.identity import Caller
from automations.localsheets.protection import refuse_protected
from automations.localsheets.ranges import Box
from automations.localsheets.view import View


@dataclass(frozen=True, slots=True)
class Liberties:
    """How a change may break the rules, for fault injection."""

    #: an unknown or taken named range is let through
    rivals: bool = False
    #: appendCells lands at the end of the grid, as below an array column
    append_at_end: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One change in progress on a draft; what formulas show is computed when it is asked for."""

    book: Book
    caller: Caller
    computed: Callable[[], Calculator]
    editors: list[str]
    now: Callable[[], datetime]
    liberties: Liberties = field(default_factory=Liberties)

    @property
    def view(self) -> View:
        """Effective values of the draft; formulas as they were when the change began."""
        return View(self.book, self.computed())

    def guard(self, sheet: Sheet, box: Box | None) -> None:
        """Refuses the change if a protection keeps the caller out; None means the tab itself."""
        if not self.caller.owner:
            refuse_protected(self.book, sheet, box, self.caller)
