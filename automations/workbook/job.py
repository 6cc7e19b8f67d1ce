"""The words of a job: what it reads, what it gives back, what it finds.

A job is a pure function ``run(tables, ctx) -> Outcome``.  It writes no sentences: it gives
``Sentence(code, params)``, rendered by the cycle just before the plan.
"""

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from automations.workbook.arrivals import Arrival
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings
from sheet_schema.cells import Choices
from sheet_schema.model import SheetRow

if TYPE_CHECKING:
    from automations.workbook.contents import Contents
    from automations.workbook.tables import Tables

Param = "str | int | dt.date | dt.datetime | Sentence | tuple[Sentence, ...]"


@dataclass(frozen=True)
class Sentence:
    """A text by its catalogue code and parameters; equal sentences read the same."""

    code: str
    params: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, /, **params: object) -> "Sentence":
        """The sentence *code* with *params*: text, whole numbers, days, moments or sentences."""
        return cls(code, tuple(sorted(params.items())))


Words = Callable[[Sentence], str]


class Level(enum.Enum):
    """How bad a finding is, worst first."""

    EXCLUDES = "excludes"  #: ⛔× the row or order is left out of totals and cannot ship
    STOP = "stop"  #: ⛔ wrong or urgent, counted
    LOOK = "look"  #: ⚠
    FILL = "fill"  #: ✍ incomplete
    INFO = "info"  #: ℹ


@dataclass(frozen=True)
class Problem:
    """A finding about a cell or row that only a person can mend.

    *key* names the row for people (order number, else its first typed text); *row* is where
    it stood at this read.  *amount_idr* is what is left out or at stake.
    """

    tab: str
    key: str
    row: int | None
    column: str
    code: str
    level: Level
    params: tuple[tuple[str, object], ...] = ()
    content: str = ""
    suggestion: str = ""
    amount_idr: int | None = None
    owner_only: bool = False

    @property
    def sentence(self) -> Sentence:
        """The message, by its code."""
        return Sentence(f"problem.{self.code}", self.params)


@dataclass(frozen=True)
class Action:
    """A question to a person, with the code to answer in Konfirmasi.

    *code*: the id of the bank line it is about, else ``<rule>-<key>``.
    """

    code: str
    level: Level
    what: Sentence
    suggestion: Sentence | None = None
    amount_idr: int | None = None
    role: str = "admin"  #: key of choice ``role``
    why: Sentence | None = None
    since: dt.date | None = None
    due: dt.date | None = None
    tab: str = ""  #: where "Buka" leads
    key: str = ""


_RANK = {Level.EXCLUDES: 0, Level.STOP: 0, Level.LOOK: 1, Level.FILL: 2, Level.INFO: 3}


def urgency(item: Problem | Action) -> tuple[int, int, str]:
    """Sort key of problems and actions: ⛔ and ⛔× first, then most rupiah, then code."""
    return (_RANK[item.level], -abs(item.amount_idr or 0), item.code)


@dataclass(frozen=True)
class Context:
    """What a job may know beside the tables: the moment, the settings, the words."""

    now: dt.datetime  #: wall clock of the shop
    settings: Settings
    labels: Labels
    words: Words
    previous_read_at: dt.datetime | None = None  #: last good read before this cycle
    address: str = ""  #: of the workbook, for links
    sheet_ids: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)  #: tab key → title now
    key_letters: Mapping[str, str] = field(
        default_factory=dict
    )  #: tab key → letter of its key header
    problems: tuple[
        Problem, ...
    ] = ()  #: of the jobs before, for summary, list_problems, list_actions
    actions: tuple[Action, ...] = ()
    arrivals: tuple[Arrival, ...] = ()  #: files of this cycle
    paste_account: str = ""  #: what B2 of Tempel Mutasi names, "" for the default
    unusable_settings: tuple[tuple[str, str], ...] = ()  #: (name, value) that were not taken (U01)
    typing: frozenset[tuple[str, int]] = frozenset()  #: (tab, sheet row) still being typed (grace)

    @property
    def today(self) -> dt.date:
        """The shop's day."""
        return self.now.date()

    @property
    def choices(self) -> Choices:
        """Labels of the fixed lists."""
        return self.labels.choices


@dataclass(frozen=True)
class Outcome:
    """What a job gives back."""

    contents: "tuple[Contents, ...]" = ()
    problems: tuple[Problem, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Job:
    """A job and its declaration; ``reads`` and ``writes`` are tabs or tables in memory.

    A job is skipped when a tab it reads is paused or an earlier job that writes it was skipped;
    ``glances`` are read where they are there.
    """

    name: str
    reads: tuple[type[SheetRow], ...]
    writes: tuple[type[SheetRow], ...]
    run: "Callable[[Tables, Context], Outcome]"
    glances: tuple[type[SheetRow], ...] = ()


def outcome(
    *contents: "Contents", problems: Iterable[Problem] = (), actions: Iterable[Action] = ()
) -> Outcome:
    """An ``Outcome`` from any iterables."""
    return Outcome(contents, tuple(problems), tuple(actions))
