"""Findings about bank lines and the money of orders: B03 B08 B09 B10 B11 B12 B13 X02."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from automations.matching import names
from automations.matching.answers import Answer
from automations.matching.bank_lines import BankRow
from automations.matching.coverage import Coverage
from automations.matching.ledger_rows import NEW_FOR_S, told
from automations.matching.orders import Order
from automations.matching.settlement import Booking, Settlement
from automations.workbook.job import Action, Context, Level, Problem, Sentence

BANK, ORDERS_TAB, ANSWERS = "bank_transactions", "orders", "confirmations"
OPEN_STATES = frozenset({"unknown", "new"})


@dataclass(frozen=True)
class Findings:
    """Everything a finding may look at."""

    rows: Mapping[str, BankRow]
    states: Mapping[str, str]  #: line → state after this cycle
    orders: Mapping[str, Order]
    settlement: Settlement
    booked: Mapping[str, Sequence[Booking]]  #: line → bookings
    covers: Mapping[str, Coverage]
    owned_up: frozenset[str]  #: orders whose Uang Masuk the owner confirmed or struck out
    quiet: frozenset[str]
    ctx: Context


def absent(found: Findings, proposed: frozenset[str]) -> frozenset[str]:
    """Orders marked as paid whose money the statement does not show, though it covers the day."""
    gone = set()
    loose = [
        row for row in found.rows.values() if found.states[row.line_id] in OPEN_STATES and row.pays
    ]
    for order_no, order in found.orders.items():
        if order.kind != "transfer" or not order.seen_by or order.seen_at is None:
            continue
        if found.settlement.outstanding[order_no] < order.total_idr or order_no in proposed:
            continue
        covers = found.covers.get(order.account)
        seen_on = order.seen_at.date()
        if order.cancelled or covers is None or not covers.covers(seen_on):
            continue
        if f"B08-{order_no}" in found.owned_up or any(_may_be(row, order) for row in loose):
            continue
        gone.add(order_no)
    return frozenset(gone)


def _may_be(row: BankRow, order: Order) -> bool:
    """Whether an unexplained line is perhaps this buyer's: then the money is not surely absent."""
    near = abs((row.day - order.asked_on).days) <= 7
    return near and names.compare(row.payer or row.text, order.name) in (names.SAME, names.SIMILAR)


def line_problems(found: Findings) -> Iterator[Problem]:
    """B03 and B12, by line; key is the line's id."""
    for line_id, row in found.rows.items():
        if line_id in found.quiet:
            continue
        state = found.states[line_id]
        params: list[tuple[str, object]] = [
            ("amount", row.whole_idr), ("day", row.day), ("name", row.payer or row.text[-30:]),
        ]  # fmt: skip
        age_s = (found.ctx.now - row.first_seen_at).total_seconds() if row.first_seen_at else 0
        if row.pays and state in ("unknown", "new", "pending") and age_s > NEW_FOR_S:
            yield Problem(
                BANK, line_id, None, "state", "B03", Level.LOOK, tuple(params),
                amount_idr=row.whole_idr,
            )  # fmt: skip
        proposal = found.settlement.decision.proposals.get(line_id)
        if proposal is not None:
            best = proposal.pairs[0]
            others = ", ".join(pair.order_no for pair in proposal.pairs[1:])
            more = [("order_no", best.order_no), ("others", others), ("why", told(best))]
            yield Problem(
                BANK, line_id, None, "state", "B12", Level.LOOK,
                tuple(sorted([*params, *more], key=lambda param: param[0])),
                suggestion=best.order_no, amount_idr=row.whole_idr,
            )  # fmt: skip


def order_problems(
    found: Findings, gone: frozenset[str], due: Mapping[str, int]
) -> Iterator[Problem]:
    """B08, B10, B11 and B13, by order."""
    surplus = surpluses(found.settlement, found.booked)
    for order_no, order in found.orders.items():
        proven = order.total_idr - found.settlement.outstanding[order_no]
        if order_no in gone:
            assert order.seen_at is not None
            yield _of_order(
                order, "B08", order.total_idr, Level.STOP, "money_seen_by", account=order.account,
                amount=order.total_idr, day=order.seen_at.date(), name=order.seen_by,
            )  # fmt: skip
        if order.cancelled:
            if proven:
                yield _of_order(order, "B13", proven, Level.LOOK, "cancel_reason", amount=proven)
            continue
        short = found.settlement.outstanding[order_no]
        if proven and due.get(order_no, 0) and not order.ask_idr:
            yield _of_order(
                order, "B10", short, Level.LOOK, "total_idr", amount=short,
                fee=short in (2_500, 6_500),
            )  # fmt: skip
        if order_no in surplus:
            over = surplus[order_no]
            yield _of_order(order, "B11", over, Level.LOOK, "total_idr", amount=over)


def _of_order(
    order: Order, code: str, amount_idr: int, level: Level, column: str, **params: object
) -> Problem:
    named = tuple(sorted({"order_no": order.order_no, **params}.items()))
    return Problem(
        ORDERS_TAB, order.order_no, order.row, column, code, level, named,
        amount_idr=amount_idr, owner_only=code in ("B08", "B09"),
    )  # fmt: skip


def doubts(found: Findings) -> Iterator[Problem]:
    """B09: the answer that matched a sent order is gone; it stays paid till somebody says."""
    for booking in found.settlement.doubted:
        order = found.orders[booking.order_no]
        yield _of_order(
            order, "B09", booking.idr, Level.STOP, "total_idr", line=booking.line_id,
            why=Sentence("doubt.answer_gone"),
        )  # fmt: skip


def surpluses(settlement: Settlement, booked: Mapping[str, Sequence[Booking]]) -> dict[str, int]:
    """Order → rupiah its line brought beyond every bill it was booked to."""
    return {
        bookings[-1].order_no: settlement.left[line_id]
        for line_id, bookings in booked.items()
        if settlement.left[line_id] > 0
        and all(settlement.outstanding[booking.order_no] == 0 for booking in bookings)
    }


def answer_problems(
    answers: Sequence[Answer], refused: Mapping[int, Sentence]
) -> Iterator[Problem]:
    """X02, by row of Konfirmasi (two answers for one code, X01, are told by check_rows)."""
    for answer in answers:
        if answer.index in refused:
            params = (("reason", refused[answer.index]),)
            yield Problem(ANSWERS, answer.code, answer.row, "answer", "X02", Level.STOP, params)


_ASKED = {"B08": "owner", "B09": "owner"}


def questions(problems: Sequence[Problem]) -> Iterator[Action]:
    """Every finding that people answer in Konfirmasi, as a question."""
    for problem in problems:
        if problem.tab == ANSWERS:
            continue
        about_line = problem.tab == BANK
        yield Action(
            problem.key if about_line else f"{problem.code}-{problem.key}",
            problem.level,
            problem.sentence,
            Sentence(f"suggestion.{problem.code}"),
            problem.amount_idr,
            _ASKED.get(problem.code, "finance"),
            tab=problem.tab,
            key=problem.key,
        )
