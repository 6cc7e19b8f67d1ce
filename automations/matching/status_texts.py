"""What people read in Status, Bayar and Kirim (workbook.md 6), as sentences."""

import datetime as dt
from dataclasses import dataclass

from automations.matching.cases import Case
from automations.matching.coverage import next_working_day
from automations.matching.evidence import FEES_IDR
from automations.matching.statuses import Verdict
from automations.workbook.job import Context, Sentence
from sheet_schema.tabs import ORDERS

_OUT = frozenset({"shipped", "completed", "sent_back", "part_returned", "returned"})


@dataclass(frozen=True)
class Texts:
    """Sentences of one cycle; *shelf* are items whose book shows none left."""

    ctx: Context
    shelf: frozenset[str]  #: orders with an item whose recorded stock does not suffice

    def status(self, case: Case, verdict: Verdict) -> Sentence:
        """The word of Status; while it can be sent, that of its money."""
        key = verdict.money if verdict.status == "ready" else verdict.status
        if key in ("seen_paid", "part_paid"):
            return Sentence(f"status.{key}", (("by", case.seen_by),))
        if key == "paid":
            by = case.money.answered_by
            proven = case.money.proven_idr > 0
            return Sentence("status.paid", (("by", by), ("proven", proven)))
        if key == "shipped":
            return Sentence("status.shipped", (("gate", verdict.money_gate),))
        return Sentence(f"status.{key}")

    def payment(self, case: Case, verdict: Verdict) -> Sentence | str:
        """The text of Bayar; "" while there is no price."""
        money = case.money
        if money.total_idr is None or (verdict.status == "cancelled" and not money.proven_idr):
            return ""
        if case.over_the_counter or (case.kind == "cash" and case.seen_by):
            return Sentence("pay.cash")
        if case.kind == "cod":
            if case.seen_by and case.seen_at is not None:
                return Sentence("pay.cod_came", (("day", case.seen_at.date()),))
            return Sentence("pay.cod", (("amount", money.total_idr),))
        if money.proven_idr:
            return self._proven(case, verdict)
        if case.seen_by and case.seen_at is not None:
            on = case.seen_at.date()
            return Sentence(
                "pay.seen", (("absent", money.absent), ("by", case.seen_by), ("day", on))
            )
        return self._unpaid(case)

    def _proven(self, case: Case, verdict: Verdict) -> Sentence:
        money, short = case.money, verdict.outstanding_idr or 0
        if short and verdict.money == "part_paid":
            if case.down_payment_idr:
                return Sentence("pay.part", (("paid", money.proven_idr), ("short", short)))
            return Sentence("pay.short", (("fee", short in FEES_IDR), ("short", short)))
        return Sentence(
            "pay.proven",
            (
                ("account", money.line_account), ("amount", money.proven_idr + case.surplus_idr),
                ("by", money.answered_by), ("day", money.proven_on), ("over", case.surplus_idr),
                ("score", money.score if money.score is not None else 0),
            ),
        )  # fmt: skip

    def _unpaid(self, case: Case) -> Sentence:
        money = case.money
        if money.suggested_line:
            return Sentence(
                "pay.suggested", (("line", money.suggested_line), ("score", money.suggested_score))
            )
        if case.kind == "credit":
            return Sentence("pay.credit")
        if case.kind == "cash":
            return Sentence("pay.cash_awaited")
        if case.claims and case.claimed_at is not None:
            newer = self.newer(case)
            return Sentence("pay.claimed", (("at", case.claimed_at), ("newer", newer)))
        if money.until is None:
            return Sentence("pay.no_statement")
        word = "pay.none" if self.fresh(money.until) else "pay.unknown"
        return Sentence(word, (("until", money.until),))

    def fresh(self, until: dt.date) -> bool:
        """Whether a statement reaches the last working day."""
        return next_working_day(until) >= self.ctx.today

    def newer(self, case: Case) -> bool:
        """Whether the statement is newer than the buyer's claim (B01), else B02."""
        until, claimed = case.money.until, case.claimed_at
        return until is not None and claimed is not None and until > claimed.date()

    def shipping(self, case: Case, verdict: Verdict) -> Sentence | str:
        """The text of Kirim and Siap Kirim."""
        if case.over_the_counter:
            return Sentence("ship.handed_over") if verdict.money == "paid" else ""
        if verdict.status in _OUT:
            what = (("courier", case.courier), ("tracking_no", case.tracking_no))
            return Sentence("ship.sent", what)
        if verdict.may_ship:
            cod = case.money.total_idr if case.kind == "cod" else 0
            shelf = case.order_no in self.shelf
            return Sentence("ship.go", (("cod", cod), ("shelf", shelf)))
        return Sentence("ship.wait", (("why", self.why(case, verdict)),))

    def why(self, case: Case, verdict: Verdict) -> Sentence:
        """What holds a shipment."""
        if verdict.money == "cancelled":
            return Sentence("why.cancelled")
        if verdict.money == "draft":
            headers = (
                self.ctx.labels.header(ORDERS, key) for key in case.missing.split(";") if key
            )
            return Sentence("why.fill", (("columns", ", ".join(headers)),))
        if verdict.waits_for:
            return Sentence("why.stock", (("item", verdict.waits_for),))
        if verdict.money_gate and case.hold_until is not None:
            return Sentence("why.held", (("until", case.hold_until),))
        return self._no_money(case, verdict)

    def _no_money(self, case: Case, verdict: Verdict) -> Sentence:
        money = case.money
        if verdict.money == "seen_paid":
            return Sentence("why.absent" if money.absent else "why.statement")
        if verdict.money == "part_paid":
            return Sentence("why.short", (("short", verdict.outstanding_idr),))
        if money.suggested_line:
            return Sentence("why.suggested", (("amount", money.suggested_idr),))
        if case.kind == "credit":
            return Sentence("why.credit")
        if case.kind == "cash":
            return Sentence("why.unchecked")
        if case.claims:
            return Sentence("why.claim_absent" if self.newer(case) else "why.claim_unseen")
        known = money.until is not None and self.fresh(money.until)
        return Sentence("why.no_money" if known else "why.unchecked")
