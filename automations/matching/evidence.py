"""The points of a bank line for an order, in the words people read (workbook.md 6)."""

import datetime as dt
from functools import lru_cache
from typing import NamedTuple

from automations.matching import names
from automations.workbook.job import Sentence

FEES_IDR = (2_500, 6_500)  #: what banks take off a transfer
ROUNDED_BELOW_IDR = 1_000
PROPOSED_AFTER_DAYS = 14  #: an order may be paid that long after its time


class Line(NamedTuple):
    """An incoming bank line of whole rupiah that may pay an order."""

    line_id: str
    account: str
    day: dt.date
    idr: int
    text: str
    payer: str
    kind: str


class Due(NamedTuple):
    """An order that may be paid; *due_idr* is its locked total less what was proven before."""

    order_no: str
    due_idr: int
    code: int  #: kode unik in the total, 0 without
    down_payment_idr: int  #: what was asked as DP with the code, 0 without
    account: str
    phone: str
    name: str
    asked_on: dt.date
    until: dt.date  #: last day on which a payment is looked for
    live: bool  #: False: cancelled; competes, but is never booked by itself
    part_paid: bool = False


class Pair(NamedTuple):
    """A line and an order with their points; *idr* is what the line would pay."""

    line_id: str
    order_no: str
    idr: int
    points: int
    exact: bool
    certain: bool  #: by kode unik or by the order's number
    reasons: tuple[Sentence, ...]

    @property
    def score(self) -> int:
        """The points as people see them: 0 to 100."""
        return max(0, min(100, self.points))


def reason(code: str, **params: object) -> Sentence:
    """The words of one piece of evidence."""
    return Sentence.of(f"reason.{code}", **params)


def amount_evidence(line: Line, due: Due, *, alone: bool) -> tuple[str, int] | None:
    """Word and points of the amount; None when it says nothing for this order.

    *alone*: no other order asks for the same.
    """
    paid, asked = line.idr, due.due_idr
    coded = bool(due.code) and not due.part_paid
    if paid == asked:
        return ("coded", 70) if coded and alone else ("remainder", 60)
    if due.down_payment_idr and paid == due.down_payment_idr and not due.part_paid:
        return ("down_payment", 65)
    if coded and paid == asked - due.code:
        return ("uncoded", 40)
    if any(paid == asked - fee for fee in FEES_IDR):
        return ("fee", 35)
    if coded and paid % 500 == 0 and abs(paid - asked) < ROUNDED_BELOW_IDR:
        return ("rounded", 30)
    return None


@lru_cache(maxsize=65_536)
def pair_of(line: Line, due: Due, *, alone: bool) -> Pair | None:
    """The pair with all its evidence; None when neither amount nor number speaks for it."""
    amount = amount_evidence(line, due, alone=alone)
    text = line.text.upper()
    numbered = _stands_in(due.order_no, text)
    if amount is None and not numbered:
        return None
    word, points = amount or ("other_amount", 0)
    reasons = [reason(word)]
    if numbered:
        points += 60
        reasons.append(reason("order_no"))
    if due.phone and len(due.phone) >= 9 and due.phone[-6:] in text:
        points += 40
        reasons.append(reason("phone"))
    exact = word in ("coded", "remainder", "down_payment")
    by_code = word in ("coded", "down_payment") and bool(due.code)
    more = _name(line, due, by_code=by_code) + _time(line, due) + _account(line, due)
    points += sum(extra for extra, _ in more)
    reasons += [words for _, words in more]
    idr = min(line.idr, due.due_idr)
    return Pair(line.line_id, due.order_no, idr, points, exact, by_code or numbered, tuple(reasons))


def _stands_in(order_no: str, text: str) -> bool:
    """Whether the whole number stands in *text*; bare digits are no order number."""
    at = text.find(order_no)
    if at < 0 or order_no.isdigit() or len(order_no) < 4:
        return False
    end = at + len(order_no)
    before, after = text[at - 1 : at], text[end : end + 1]
    return not (before.isalnum() or after.isdigit())


Extra = tuple[int, Sentence]


def _name(line: Line, due: Due, *, by_code: bool) -> list[Extra]:
    if line.kind != "person":
        return []
    found = names.compare(line.payer or line.text, due.name)
    if found == names.SAME:
        return [(25, reason("name_same", name=" ".join(names.name_tokens(due.name))))]
    if found == names.SIMILAR:
        return [(15, reason("name_similar", name=" ".join(names.name_tokens(due.name))))]
    if found == names.DIFFERENT:
        return [(-5 if by_code else -15, reason("name_differs"))]
    return []


def _time(line: Line, due: Due) -> list[Extra]:
    days = (line.day - due.asked_on).days
    if days < 0:
        return [(-20, reason("before_order"))]
    if days <= 1:
        return [(10, reason("same_day"))]
    return [(5, reason("few_days"))] if days <= 3 else []


def _account(line: Line, due: Due) -> list[Extra]:
    if due.account and line.account and due.account.casefold() != line.account.casefold():
        return [(-10, reason("other_account"))]
    return []
