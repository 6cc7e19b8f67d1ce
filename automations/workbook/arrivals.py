"""Files as they arrive at a cycle: parsed statements and marketplace exports, as values."""

import datetime as dt
from dataclasses import dataclass

from sheet_schema.tabs.marketplace_orders import MarketplaceLine


@dataclass(frozen=True)
class StatementLine:
    """One line as a file prints it; ``amount_sen`` is positive for money in."""

    booked_on: dt.date | None  #: None: a PEND line
    description: str  #: blanks collapsed
    amount_sen: int
    balance_sen: int | None = None
    line_no: int = 0  #: in the file, from 1


@dataclass(frozen=True)
class StatementArrival:
    """One statement: all its lines, in file order oldest first, and its own proof."""

    source: str  #: file name, or ``paste_bank``
    bank: str  #: key of the format, e.g. ``bca``
    account_number: str  #: digits printed in the file, "" if none
    account: str  #: name of the account chosen by a person, "" for the default
    lines: tuple[StatementLine, ...]
    opening_sen: int | None = None
    closing_sen: int | None = None


@dataclass(frozen=True)
class MarketplaceArrival:
    """One marketplace export, item rows; ``twin_no`` numbers equal lines inside the file."""

    source: str
    channel: str  #: ``Shopee``
    store: str
    lines: tuple[MarketplaceLine, ...]


@dataclass(frozen=True)
class RefusedFile:
    """A file or paste of which nothing was taken, and why."""

    source: str
    line_no: int | None
    reason: str  #: code of a sentence ``file.<reason>`` or problem code F01…F04
    detail: str = ""


Arrival = StatementArrival | MarketplaceArrival | RefusedFile
