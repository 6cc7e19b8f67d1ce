"""Who pays what, at last: kept matches of sent orders, people's answers, then the engine.

A fresh *Ya, benar* takes the proposal that stands without it; the journal then keeps which one
(``Aturan`` holds the word of the answer), so that new facts never change an answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from automations.matching.allocations import Shares
from automations.matching.answers import Answer, refusal
from automations.matching.bank_lines import BankRow
from automations.matching.engine import Decision, decide
from automations.matching.evidence import Due, Pair, pair_of
from automations.matching.orders import Order
from automations.workbook.job import Sentence
from automations.workbook.labels import Labels
from automations.workbook.settings import Settings

LINE = "M-"


class Booking(NamedTuple):
    """A line pays an order; *by* is the index of the answer that says so, None without."""

    line_id: str
    order_no: str
    idr: int
    tier: str  #: automatic or confirmed
    pair: Pair | None
    answer: Answer | None = None
    score: int | None = None


@dataclass
class Settlement:
    """The result: bookings, what is open, and what became of the answers."""

    bookings: list[Booking] = field(default_factory=list)
    decision: Decision = field(default_factory=Decision)
    refused: dict[int, Sentence] = field(default_factory=dict)  #: index of an answer → why
    detached: dict[str, str] = field(default_factory=dict)  #: line → orders it is not for
    doubted: list[Booking] = field(default_factory=list)  #: of sent orders, the answer is gone
    left: dict[str, int] = field(default_factory=dict)  #: line → rupiah not allocated
    outstanding: dict[str, int] = field(default_factory=dict)  #: order → rupiah not proven


class Desk:
    """Settles one cycle; *answers* by line id, one each."""

    def __init__(
        self,
        rows: Sequence[BankRow],
        orders: Mapping[str, Order],
        answers: Mapping[str, Answer],
        settings: Settings,
        labels: Labels,
    ) -> None:
        """Take everything that is known before anything is decided."""
        self.rows = {row.line_id: row for row in rows}
        self.orders, self.settings, self.labels = orders, settings, labels
        self.answers = {code: a for code, a in answers.items() if code in self.rows}
        self.result = Settlement(
            left={row.line_id: row.whole_idr for row in rows},
            outstanding={no: order.total_idr for no, order in orders.items()},
        )
        self.forbidden: set[tuple[str, str]] = set()
        for code, answer in answers.items():
            if code.startswith(LINE) and code not in self.rows:
                self.refuse(answer, "unknown_code")

    def word(self, kind: str) -> str:
        """The word of an answer as the journal keeps it."""
        return self.labels.choice("answer", kind)

    def refuse(self, answer: Answer, reason: str, **params: object) -> None:
        """Note why an answer does nothing."""
        self.result.refused[answer.index] = refusal(reason, **params)

    def book(self, booking: Booking) -> None:
        """Allocate; what is allocated never exceeds the line or the order."""
        assert 0 < booking.idr <= self.result.left[booking.line_id]
        assert booking.idr <= self.result.outstanding[booking.order_no]
        self.result.left[booking.line_id] -= booking.idr
        self.result.outstanding[booking.order_no] -= booking.idr
        self.result.bookings.append(booking)

    def settle(self) -> Settlement:
        """Everything, in the order in which it binds."""
        self._keep_sent()
        fresh = [
            (row, answer)
            for row, answer in sorted(
                self._answered(), key=lambda pair: (pair[0].day, pair[1].code)
            )
            if not self._settled(row, answer)
        ]
        if fresh:
            proposed = self._decide()
            for row, answer in fresh:
                self._settle_fresh(row, answer, proposed)
        self.result.decision = self._decide()
        for pair in self.result.decision.automatic.values():
            self.book(Booking(pair.line_id, pair.order_no, pair.idr, "automatic", pair))
        return self.result

    def _answered(self) -> Iterable[tuple[BankRow, Answer]]:
        return [(self.rows[code], answer) for code, answer in self.answers.items()]

    def _keep_sent(self) -> None:
        """Matches of sent orders stay as the journal holds them: nobody is un-paid silently."""
        given = {self.word(kind) for kind in ("accept", "assign")}
        for row in self.rows.values():
            held = row.held
            if not held.matched_to or row.line_id in self.answers or not row.whole_idr:
                continue
            orders = [self.orders.get(order_no) for order_no, _ in held.shares]
            if not orders or not all(order is not None and order.sent for order in orders):
                continue
            tier = "confirmed" if held.rule in given else "automatic"
            for booking in self._shared(row, held.shares, tier):
                self.book(booking)
                if tier == "confirmed":
                    self.result.doubted.append(booking)

    def _shared(
        self, row: BankRow, shares: Shares, tier: str, answer: Answer | None = None
    ) -> list[Booking]:
        """Bookings for *shares*, each as much as fits."""
        left, found = self.result.left[row.line_id], []
        words = row.held.rule.rsplit(" ", 1)
        score = int(words[-1]) if tier == "automatic" and words[-1].isdigit() else None
        for order_no, amount in dict(shares).items():  # an order named twice counts once
            open_idr = self.result.outstanding.get(order_no, 0)
            idr = min(left, open_idr, amount if amount is not None else left)
            if idr > 0:
                left -= idr
                pair = self._pair(row, self.orders[order_no], score)
                found.append(Booking(row.line_id, order_no, idr, tier, pair, answer, score))
        return found

    def _pair(self, row: BankRow, order: Order, score: int | None) -> Pair | None:
        due = order.due(self.result.outstanding[order.order_no], self.settings)
        pair = pair_of(row.line(), due, alone=True)
        if score is not None and pair is not None and pair.score != score:
            return pair_of(row.line(), due, alone=False)
        return pair

    def _settled(self, row: BankRow, answer: Answer) -> bool:
        """Apply an answer that needs no proposal; False when it does."""
        if answer.kind == "assign":
            self._assign(row, answer)
        elif answer.kind == "snooze":
            if answer.until is None:
                self.refuse(answer, "no_date")
        elif answer.kind == "accept":
            if row.held.rule != self.word("accept") or not row.held.matched_to:
                return False
            bookings = self._shared(row, row.held.shares, "confirmed", answer)
            for booking in bookings:
                self.book(booking)
            if not bookings:
                self.refuse(answer, "changed")
        else:
            orders = [order_no for order_no, _ in answer.shares or ()] or self._detached_before(row)
            if not orders:
                return False
            self._detach(row, orders)
        return True

    def _detached_before(self, row: BankRow) -> list[str]:
        word = self.word("detach") + " "
        return row.held.rule.removeprefix(word).split() if row.held.rule.startswith(word) else []

    def _detach(self, row: BankRow, orders: list[str]) -> None:
        self.result.detached[row.line_id] = " ".join(orders)
        self.forbidden |= {(row.line_id, order_no) for order_no in orders}

    def _assign(self, row: BankRow, answer: Answer) -> None:
        shares = answer.shares
        if not shares:
            self.refuse(answer, "which_order")
            return
        if len(shares) == 1 and shares[0][1] is None and answer.amount_idr:
            shares = ((shares[0][0], answer.amount_idr),)
        if not row.whole_idr:
            self.refuse(answer, "outgoing")
            return
        for order_no, amount in shares:
            if order_no not in self.orders:
                self.refuse(answer, "unknown_order", order_no=order_no)
                return
            open_idr = self.result.outstanding[order_no]
            if open_idr == 0 or (amount or 0) > open_idr:
                self.refuse(answer, "more_than_due", amount=open_idr)
                return
        bookings = self._shared(row, shares, "confirmed", answer)
        named = sum(amount or 0 for _, amount in shares)
        if named > row.whole_idr or len(bookings) < len(shares):
            self.refuse(answer, "more_than_line", amount=row.whole_idr)
            return
        for booking in bookings:
            self.book(booking)

    def _settle_fresh(self, row: BankRow, answer: Answer, proposed: Decision) -> None:
        """*Ya, benar* or *Bukan* on what the engine says without this answer."""
        pair = proposed.automatic.get(row.line_id)
        if pair is None and row.line_id in proposed.proposals:
            pair = proposed.proposals[row.line_id].pairs[0]
        if answer.kind == "detach":
            if pair is None:
                self.refuse(answer, "nothing_matched")
            else:
                self._detach(row, [pair.order_no])
            return
        open_idr = self.result.outstanding[pair.order_no] if pair is not None else 0
        if pair is None or open_idr < pair.idr:
            self.refuse(answer, "changed")
            return
        self.book(Booking(row.line_id, pair.order_no, pair.idr, "confirmed", pair, answer))

    def _decide(self) -> Decision:
        """The engine over what is not settled yet."""
        booked = {booking.line_id for booking in self.result.bookings}
        lines = [row.line() for row in self.rows.values() if row.pays and row.line_id not in booked]
        return decide(lines, self._dues(), self.settings, frozenset(self.forbidden))

    def _dues(self) -> list[Due]:
        """Orders with a remainder that a transfer may pay."""
        return [
            order.due(self.result.outstanding[order.order_no], self.settings)
            for order in self.orders.values()
            if order.payable and self.result.outstanding[order.order_no] > 0
        ]
