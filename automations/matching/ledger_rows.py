"""Mutasi Bank and Pembayaran as rows: the ledger with its matches, and who pays what."""

from collections.abc import Iterator, Mapping

from automations.matching.allocations import format_shares
from automations.matching.bank_lines import BankRow, Held
from automations.matching.evidence import Pair
from automations.matching.lines import CASH_DEPOSIT, PERSON
from automations.matching.settlement import Booking, Settlement
from automations.workbook.job import Context, Sentence

NEW_FOR_S = 24 * 3600  #: after that an unexplained line is unknown


def by_line(settlement: Settlement) -> dict[str, list[Booking]]:
    """Line → its bookings, by order number."""
    found: dict[str, list[Booking]] = {}
    for booking in sorted(settlement.bookings, key=lambda b: (b.line_id, b.order_no)):
        found.setdefault(booking.line_id, []).append(booking)
    return found


def held_now(row: BankRow, settlement: Settlement, booked: list[Booking], ctx: Context) -> Held:
    """What Mutasi Bank says of a line after this cycle."""
    if booked:
        shares = format_shares([(booking.order_no, booking.idr) for booking in booked])
        rest = settlement.left[row.line_id] > 0
        first = booked[0]
        state = "partial" if rest else "answered" if first.tier == "confirmed" else "automatic"
        return Held(state, shares, "", _rule(row, first, ctx))
    detached = settlement.detached.get(row.line_id)
    rule = f"{ctx.labels.choice('answer', 'detach')} {detached}" if detached else ""
    return Held(_state(row, settlement, ctx), "", _category(row, ctx), rule)


def _rule(row: BankRow, booking: Booking, ctx: Context) -> str:
    """How it was decided: the word of the answer, or the tier with its score."""
    if booking.answer is not None:
        return ctx.labels.choice("answer", booking.answer.kind)
    if booking.tier == "confirmed":
        return row.held.rule
    score = booking.score if booking.score is not None else booking.pair and booking.pair.score
    return f"{ctx.labels.choice('match_tier', 'automatic')} {score}"


def _state(row: BankRow, settlement: Settlement, ctx: Context) -> str:
    if row.line_id in settlement.decision.proposals:
        return "suggested"
    if row.pending:
        return "pending"
    if row.in_sen is None or row.kind not in (PERSON, CASH_DEPOSIT):
        return "not_sale"
    age_s = (ctx.now - row.first_seen_at).total_seconds() if row.first_seen_at else NEW_FOR_S
    return "new" if age_s < NEW_FOR_S else "unknown"


def _category(row: BankRow, ctx: Context) -> str:
    if row.kind == PERSON or (row.in_sen is None and row.kind == "outgoing"):
        return ""
    return ctx.words(Sentence(f"bank_kind.{row.kind}"))


def match_rows(
    settlement: Settlement, rows: Mapping[str, BankRow], ctx: Context
) -> Iterator[dict[str, object]]:
    """Rows of Pembayaran: bookings, then proposals of open lines."""
    for booking in settlement.bookings:
        yield _booked_row(booking, settlement, rows[booking.line_id], ctx)
    for line_id, proposal in settlement.decision.proposals.items():
        for pair in proposal.pairs:
            rivals = [other for other in proposal.pairs if other is not pair]
            yield {
                "line_id": line_id,
                "order_no": pair.order_no,
                "amount_idr": pair.idr,
                "score": pair.score,
                "tier": "suggested",
                "reasons": told(pair),
                "rivals": _rivals(rivals),
                "to_be_automatic": Sentence(f"hint.{proposal.hint}") if proposal.hint else None,
                "since": _since(rows[line_id]),
            }


def _booked_row(
    booking: Booking, settlement: Settlement, row: BankRow, ctx: Context
) -> dict[str, object]:
    pair, answer = booking.pair, booking.answer
    score = booking.score if booking.score is not None else pair.score if pair is not None else 0
    said = None
    if answer is not None:
        word = ctx.labels.choice("answer", answer.kind)
        said = Sentence.of("match.answered", answer=word, by=answer.by)
    return {
        "line_id": booking.line_id,
        "order_no": booking.order_no,
        "amount_idr": booking.idr,
        "score": score,
        "tier": booking.tier,
        "reasons": told(pair) if pair is not None else Sentence("match.by_answer"),
        "rivals": _rivals(settlement.decision.rivals.get(booking.line_id, ())),
        "answer": said,
        "since": _since(row),
    }


def told(pair: Pair) -> Sentence:
    """``cocok 95: nominal pas + nama BUDI``."""
    return Sentence("match.fits", (("reasons", pair.reasons), ("score", pair.score)))


def _rivals(pairs: "list[Pair] | tuple[Pair, ...]") -> Sentence | None:
    if not pairs:
        return None
    parts = tuple(
        Sentence("match.rival", (("order_no", pair.order_no), ("score", pair.score)))
        for pair in pairs
    )
    return Sentence("match.rivals", (("rivals", parts),))


def _since(row: BankRow) -> object:
    return row.first_seen_at.date() if row.first_seen_at is not None else row.day
