"""The truth behind Pesanan: who ordered what, when it was paid and sent.

Nothing is typed here yet; ``typed_rows.py`` writes it the way staff do, ``statement.py`` the way
the bank does.  So rows and bank lines agree, except where ``mistakes.py`` says otherwise.
"""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from automations.practice_shop.catalogue import SOLD_OUT, Item, items
from automations.practice_shop.codes import CodePool
from automations.practice_shop.people import HOME, LAYOUTS, Buyer, buyer

TRANSFER, QRIS, COD, CASH = "Transfer BCA", "QRIS", "COD", "Tunai"
COUNTER = frozenset({"Toko", "Bazar"})
EXPORT_DAYS = 30  #: a marketplace export reaches that far back
OPEN_TRANSFERS = 14  #: the newest transfer orders, not paid yet
PENDING_TRANSFERS = 3  #: paid today; the bank has not settled them
_UNMARKED_DAYS = 26  #: staff forget the mark only lately; older ones were put right
_CHANNELS = {
    "WhatsApp": 54, "Instagram": 18, "TikTok (chat)": 8, "Facebook": 5, "Reseller": 4, "Toko": 9,
    "Bazar": 2,
}  # fmt: skip
_COURIERS = {"JNE": 0, "J&T": 0, "SiCepat": -1_000, "AnterAja": 1_000, "SPX": -1_000}
_NOTES = ("bungkus rapi ya", "warna jangan tertukar", "tanpa nota", "untuk kado", "minta cepat")


@dataclass(frozen=True)
class Line:
    """One item of an order."""

    item: Item
    qty: int


@dataclass(frozen=True)
class Order:
    """One order as it happened; rupiah whole, moments in the shop's wall-clock time."""

    no: str
    at: dt.datetime
    channel: str
    lines: tuple[Line, ...]
    paid_via: str
    who: Buyer | None = None
    courier: str = ""
    shipping_idr: int = 0
    discount_idr: int = 0
    code: int | None = None
    paid_at: dt.datetime | None = None
    transferred_idr: int | None = None  #: what the buyer transferred, where it is not the total
    marked: bool = False  #: staff filled Uang Masuk when it was paid
    claimed_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    tracking_no: str = ""
    cancelled_at: dt.datetime | None = None
    cancel_reason: str = ""
    note: str = ""
    layout: int = 0
    proof_link: str = ""
    fake: bool = False  #: marked as paid, but the bank never had the money

    def price_idr(self, item: Item) -> int:
        """What one piece costs this buyer."""
        return item.reseller_price_idr if self.channel == "Reseller" else item.price_idr

    @property
    def goods_idr(self) -> int:
        """The items without discount and shipping."""
        return sum(self.price_idr(line.item) * line.qty for line in self.lines)

    @property
    def total_idr(self) -> int:
        """What the buyer is asked for: goods − discount + shipping + kode unik."""
        return self.goods_idr - self.discount_idr + self.shipping_idr + (self.code or 0)


class Seller:
    """Makes orders one after another; remembers buyers and codes."""

    def __init__(self, now: dt.datetime, random: Random) -> None:
        """Sell until *now*."""
        self.now, self.random, self.codes = now, random, CodePool()
        self._shelf = items()
        self._liked = [item.liked for item in self._shelf]
        self._gone_from = now - dt.timedelta(days=10)
        self._buyers: list[Buyer] = []
        self._last_day: dict[str, dt.date] = {}

    def order(self, no: str, at: dt.datetime) -> Order:
        """The next order, with everything that came of it until now."""
        channel = self.random.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
        lines = self._lines(at)
        if channel in COUNTER:
            via = self.random.choices((CASH, QRIS), (7, 3))[0]
            return Order(no, at, channel, lines, via, paid_at=at, sent_at=at)
        order = replace(
            Order(no, at, channel, lines, ""),
            who=self._buyer(at.date()),
            layout=self.random.randrange(LAYOUTS),
        )
        order = self._shipped_how(order)
        return self._outcome(order)

    def by_courier(self, order: Order) -> Order:
        """*order* for a new buyer, sent with JNE, with a kode unik when it is a transfer."""
        who = buyer(len(self._buyers), self.random)
        self._buyers.append(who)
        self._last_day[who.phone] = order.at.date()
        code = self.codes.take(order.at) if order.paid_via == TRANSFER else None
        return replace(order, who=who, courier="JNE", shipping_idr=who.city.fee_idr, code=code)

    def _buyer(self, day: dt.date) -> Buyer:
        if self._buyers and (len(self._buyers) >= 9_000 or self.random.random() < 0.4):
            known = self.random.choice(self._buyers)
            if self._last_day[known.phone] != day:
                self._last_day[known.phone] = day
                return known
        new = buyer(len(self._buyers), self.random)
        self._buyers.append(new)
        self._last_day[new.phone] = day
        return new

    def _lines(self, at: dt.datetime) -> tuple[Line, ...]:
        many = self.random.choices((1, 2, 3), (69, 22, 9))[0]
        chosen: dict[str, Item] = {}
        while len(chosen) < many:
            item = self.random.choices(self._shelf, self._liked)[0]
            if item.key != SOLD_OUT or at < self._gone_from:
                chosen[item.key] = item
        return tuple(
            Line(item, self.random.choices((1, 2, 3, 5), (78, 15, 5, 2))[0])
            for item in chosen.values()
        )

    def _shipped_how(self, order: Order) -> Order:
        assert order.who is not None
        city = order.who.city
        grams = sum(line.item.weight_g * line.qty for line in order.lines)
        courier = self.random.choices(list(_COURIERS), (34, 28, 18, 8, 12))[0]
        fee = city.fee_idr * math.ceil(grams / 1000) + _COURIERS[courier]
        via = self.random.choices((TRANSFER, QRIS, COD), (72, 11, 17))[0]
        if city.name == HOME and self.random.random() < 0.4:
            courier, fee = self.random.choice(
                (("GoSend", 20_000), ("Kurir toko", 8_000), ("Ambil sendiri", 0))
            )
            via = TRANSFER if courier == "GoSend" else self.random.choice((TRANSFER, CASH))
        discount = 0
        if order.goods_idr >= 80_000 and self.random.random() < 0.08:
            discount = self.random.choice((5_000, 10_000))
        note = self.random.choice(_NOTES) if self.random.random() < 0.06 else ""
        code = self.codes.take(order.at) if via == TRANSFER else None
        return replace(
            order, courier=courier, shipping_idr=fee, discount_idr=discount, note=note,
            paid_via=via, code=code,
        )  # fmt: skip

    def _outcome(self, order: Order) -> Order:
        if order.paid_via == COD:
            return self._cod(order)
        if order.paid_via == TRANSFER and self.random.random() < 0.05:
            return self._never_paid(order)
        paid_at = self._pay_time(order)
        if order.code is not None:
            self.codes.settled(order.code, paid_at)
        if paid_at > self.now:
            return order
        recent = (self.now.date() - paid_at.date()).days <= _UNMARKED_DAYS
        forgotten = order.paid_via == TRANSFER and recent and self.random.random() < 0.15
        order = replace(order, paid_at=paid_at, marked=not forgotten)
        return self.sent(order, paid_at)

    def _pay_time(self, order: Order) -> dt.datetime:
        if order.paid_via == QRIS:
            return order.at + dt.timedelta(minutes=self.random.randint(3, 50))
        same_day = self.random.random() < 0.78
        close = order.at.replace(hour=23, minute=0)
        if same_day and order.at < close:
            late = min(close, order.at + dt.timedelta(hours=5))
            return order.at + (late - order.at) * self.random.random()
        morning = dt.datetime.combine(order.at.date() + dt.timedelta(days=1), dt.time(7))
        return morning + dt.timedelta(minutes=self.random.randint(0, 840))

    def _never_paid(self, order: Order) -> Order:
        assert order.code is not None
        due = order.at + dt.timedelta(days=1)
        dropped_at = due + dt.timedelta(hours=self.random.randint(2, 30))
        if self.random.random() < 0.3 or dropped_at > self.now:
            self.codes.expired(order.code, due)
            return order
        self.codes.settled(order.code, dropped_at)
        reason = self.random.choice(("Tidak bayar", "Tidak bayar", "Pembeli batal"))
        return replace(order, cancelled_at=dropped_at, cancel_reason=reason)

    def _cod(self, order: Order) -> Order:
        order = self.sent(order, order.at)
        if order.sent_at is None:
            return order
        back_at = order.sent_at + dt.timedelta(days=self.random.randint(5, 8))
        if self.random.random() < 0.04 and back_at < self.now:
            return replace(order, cancelled_at=back_at, cancel_reason="Paket balik")
        remitted_on = order.sent_at.date() + dt.timedelta(days=self.random.randint(4, 6))
        while remitted_on.weekday() not in (1, 4):  # couriers pay out on Tuesdays and Fridays
            remitted_on += dt.timedelta(days=1)
        paid_at = dt.datetime.combine(remitted_on, dt.time(10, 15))
        if paid_at > self.now or remitted_on == self.now.date():
            return order
        return replace(order, paid_at=paid_at, marked=True)

    def sent(self, order: Order, cleared_at: dt.datetime) -> Order:
        """*order* handed over at the first round after *cleared_at*, if that has been."""
        day = cleared_at.date()
        if cleared_at.hour < 15 and day.weekday() != 6:
            sent_at = dt.datetime.combine(day, dt.time(16, 30))
        else:
            day += dt.timedelta(days=2 if day.weekday() == 5 else 1)
            sent_at = dt.datetime.combine(day, dt.time(10, 40))
        if sent_at > self.now:
            return order
        return replace(order, sent_at=sent_at, tracking_no=self._tracking(order.courier))

    def _tracking(self, courier: str) -> str:
        digits = self.random.randrange(10**10)
        shapes = {
            "JNE": f"01{digits:014d}",
            "J&T": f"JP{digits:010d}",
            "SiCepat": f"00{digits:010d}",
            "AnterAja": f"1000{digits:010d}",
            "SPX": f"SPXID{digits:012d}",
            "GoSend": f"GK-11-{digits % 10**9:09d}",
            "Kurir toko": "diantar",
        }
        return shapes.get(courier, "diambil")


def number(index: int) -> str:
    """The *index*-th number of the book, from 0: ``N1001``."""
    return f"N{1001 + index}"


def sell(seller: Seller, count: int, days: int) -> list[Order]:
    """*count* orders over the last *days* days, oldest first, numbered in that order."""
    moments = _moments(seller, count, days)
    orders = [seller.order(number(index), at) for index, at in enumerate(moments)]
    return _newest_open(orders, seller)


def _moments(seller: Seller, count: int, days: int) -> list[dt.datetime]:
    today, random = seller.now.date(), seller.random
    dates = [today - dt.timedelta(days=days - 1 - index) for index in range(days)]
    busy = [(1.15 if day.weekday() >= 4 else 0.95) * random.uniform(0.85, 1.15) for day in dates]
    whole, moments, passed, given = sum(busy), [], 0.0, 0
    for day, share in zip(dates, busy, strict=True):
        passed += share
        upto = round(count * passed / whole)
        opens = dt.datetime.combine(day, dt.time(7))
        closes = dt.datetime.combine(day, dt.time(21, 30))
        if day == today:
            closes = seller.now
            if closes.hour < 8:
                opens = dt.datetime.combine(day, dt.time())
        times = sorted(opens + (closes - opens) * random.random() for _ in range(upto - given))
        moments += [time.replace(microsecond=0) for time in times]
        given = upto
    return moments


def _newest_open(orders: Sequence[Order], seller: Seller) -> list[Order]:
    """*orders*, the newest transfers not paid yet, a few before them paid today."""
    changed = list(orders)
    transfers = _transfers(orders)
    for index in transfers[-OPEN_TRANSFERS:]:
        changed[index] = _unpaid(orders[index])
    midnight = dt.datetime.combine(seller.now.date(), dt.time())
    for place, index in enumerate(transfers[:-OPEN_TRANSFERS][-PENDING_TRANSFERS:], start=1):
        earliest = max(midnight, orders[index].at)
        paid_at = earliest + (seller.now - earliest) * place / (PENDING_TRANSFERS + 1)
        changed[index] = replace(
            _unpaid(orders[index]), paid_at=paid_at.replace(microsecond=0), marked=True
        )
    return changed


def _unpaid(order: Order) -> Order:
    return replace(order, paid_at=None, marked=False, sent_at=None, tracking_no="")


def _transfers(orders: Sequence[Order]) -> list[int]:
    return [
        index
        for index, order in enumerate(orders)
        if order.paid_via == TRANSFER and not order.cancel_reason
    ]


def open_transfers(orders: Sequence[Order]) -> list[Order]:
    """The newest transfer orders, which nobody has paid yet, oldest first."""
    return [orders[index] for index in _transfers(orders)[-OPEN_TRANSFERS:]]
