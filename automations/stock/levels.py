"""From pieces and sales to a state per item, with its reason (workbook.md 8, Stok).

Rate per day over 28 days without the stock-out days; safety ⌈1,28·σ·√L⌉ (one order cycle in
ten may run short); reorder point ⌈rate·L⌉ + safety, a larger Stok Minimum winning.
"""

import datetime as dt
import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from automations.stock.arrays import Flags, Ints
from automations.workbook.job import Sentence

WINDOW_DAYS = 28
QUIET_DAYS = 60  #: so long without a sale: MATI
PLENTY_DAYS = 120  #: lasts longer: MENUMPUK
ENOUGH_DAYS = 7  #: in-stock days from which a rate may be told
USUAL_LEAD_DAYS = 7
_ONE_IN_TEN = 1.28


@dataclass(frozen=True)
class Rate:
    """Sales of one item on the days it was there."""

    sold: int
    days: int  #: in-stock days of the window
    deviation: float  #: sample standard deviation of a day's pieces; 0 with fewer than 2 days

    @property
    def known(self) -> bool:
        """Whether there are days enough to tell."""
        return self.days >= ENOUGH_DAYS

    @property
    def per_day(self) -> Fraction:
        """Pieces a day, exactly."""
        return Fraction(self.sold, self.days) if self.days else Fraction(0)


def rates(sold: Ints, there: Flags) -> list[Rate]:
    """The rate of every item from its window of sales and in-stock days."""
    days = there.sum(axis=1)
    pieces = (sold * there).sum(axis=1)
    squares = (sold * sold * there).sum(axis=1)
    n = np.maximum(days, 2)
    spread = np.sqrt(np.maximum(squares - pieces * pieces / np.maximum(days, 1), 0) / (n - 1))
    return [
        Rate(int(p), int(d), float(s) if d > 1 else 0.0)
        for p, d, s in zip(pieces, days, spread, strict=True)
    ]


@dataclass(frozen=True)
class Facts:
    """What is known of one item; blanks are ``None``."""

    counted: bool
    on_hand: int
    available: int
    rate: Rate
    quiet_days: int  #: in-stock days of the last 60, when nothing was sold in them; else 0
    lead_time_days: int | None = None
    min_stock: int | None = None
    min_order: int | None = None
    order_multiple: int | None = None
    price_idr: int | None = None
    bundle: bool = False


@dataclass(frozen=True)
class Level:
    """What Stok says of one item."""

    state: str
    reason: Sentence
    lead_time_days: int | None = None
    lasts_days: int | None = None
    safety_qty: int | None = None
    reorder_point_qty: int | None = None
    order_before: dt.date | None = None
    suggested_qty: int | None = None
    lost_per_day_idr: int | None = None


def level_of(facts: Facts, today: dt.date, cycle_days: int) -> Level:
    """The level of one item; a never counted one has no figure and alarms nobody."""
    if not facts.counted:
        return Level("uncounted", Sentence.of("stock.reason.uncounted"))
    if facts.bundle:
        state = "out" if facts.available <= 0 else "ok"
        return Level(state, Sentence.of("stock.reason.bundle", qty=facts.available))
    lead = USUAL_LEAD_DAYS if facts.lead_time_days is None else facts.lead_time_days
    rate = facts.rate.per_day if facts.rate.known else None
    safety = None if rate is None else _ceil(_ONE_IN_TEN * facts.rate.deviation * math.sqrt(lead))
    point = _reorder_point(rate, safety, lead, facts.min_stock)
    lasts = math.floor(max(facts.available, 0) / rate) if rate else None
    state = _state(facts, rate, lasts, lead, point)
    short = state in ("out", "critical", "low")
    before = None
    if short and lasts is not None:
        before = max(today, today + dt.timedelta(days=lasts - lead))
    suggested = _suggested(facts, rate, safety, lead + cycle_days, point) if short else None
    lost = _lost(rate, facts.price_idr) if state == "out" else None
    reason = _reason(state, facts, lasts, lead, point, before, suggested, today)
    return Level(state, reason, lead, lasts, safety, point, before, suggested, lost)


def _ceil(number: float) -> int:
    """The next whole number; a hair above a whole one is rounding dust."""
    return math.ceil(number - 1e-9)


def _reorder_point(
    rate: Fraction | None, safety: int | None, lead: int, minimum: int | None
) -> int | None:
    if rate is None or safety is None:
        return minimum
    return max(math.ceil(rate * lead) + safety, minimum or 0)


def _state(
    facts: Facts, rate: Fraction | None, lasts: int | None, lead: int, point: int | None
) -> str:
    if facts.available <= 0:
        return "out"
    if facts.quiet_days >= QUIET_DAYS:
        return "dead"
    if rate and facts.available < rate * lead:
        return "critical"
    if point and facts.available <= point:
        return "low"
    return "overstock" if lasts is not None and lasts > PLENTY_DAYS else "ok"


def _suggested(
    facts: Facts, rate: Fraction | None, safety: int | None, days: int, point: int | None
) -> int | None:
    """Pieces to buy, in whole multiples; without a rate up to the typed Stok Minimum."""
    if rate is not None and safety is not None:
        wanted: Fraction | int = rate * days + safety
    elif point:
        wanted = point
    else:
        return None
    short = max(wanted - facts.available, 0)
    if not short:
        return None
    step = facts.order_multiple or 1
    return math.ceil(max(short, Fraction(facts.min_order or 0)) / step) * step


def _lost(rate: Fraction | None, price_idr: int | None) -> int | None:
    return round(rate * price_idr) if rate and price_idr is not None else None


def _reason(
    state: str,
    facts: Facts,
    lasts: int | None,
    lead: int,
    point: int | None,
    before: dt.date | None,
    suggested: int | None,
    today: dt.date,
) -> Sentence:
    if state == "dead":
        return Sentence.of("stock.reason.dead", days=QUIET_DAYS, qty=facts.available)
    if state == "overstock":
        return Sentence.of("stock.reason.overstock", days=lasts)
    if state == "ok" and lasts is None:
        if facts.rate.known:
            return Sentence.of("stock.reason.quiet", days=facts.rate.days)
        return Sentence.of("stock.reason.thin", days=facts.rate.days)
    if state == "ok":
        return Sentence.of("stock.reason.ok", days=lasts)
    runs_out = None if lasts is None else today + dt.timedelta(days=lasts)
    return Sentence.of(
        f"stock.reason.{state}",
        available=facts.available,
        runs_out=runs_out or "",
        before=before or "",
        now=before == today,
        lead=lead,
        point="" if point is None else point,
        suggested=suggested or "",
    )
