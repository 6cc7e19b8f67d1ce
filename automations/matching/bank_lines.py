"""The ledger as matching sees it, with what the journal held about every line before."""

import datetime as dt
from typing import NamedTuple

from automations.matching.allocations import Shares, parse_shares
from automations.matching.evidence import Line
from automations.matching.lines import PAYS, kind_of, own_patterns
from automations.matching.plain import records
from automations.workbook.job import Context, Sentence
from automations.workbook.tables import Tables
from sheet_schema.tabs import BANK_LEDGER, BANK_TRANSACTIONS

GAP = "gap"  #: last word of the sentence code of a line before which money is missing


class Held(NamedTuple):
    """What Mutasi Bank said of a line before this cycle, and all it then held."""

    state: str = "new"
    matched_to: str = ""
    category: str = ""
    rule: str = ""

    @property
    def shares(self) -> Shares:
        """The orders it paid."""
        return parse_shares(self.matched_to) or ()


class BankRow(NamedTuple):
    """One line; *whole_idr* is what may be allocated of an incoming one, 0 for others."""

    line_id: str
    account: str
    day: dt.date
    text: str
    payer: str
    kind: str
    in_sen: int | None
    whole_idr: int
    has_sen: bool
    pending: bool
    gap: bool
    balanced: bool
    first_seen_at: dt.datetime | None
    held: Held

    @property
    def pays(self) -> bool:
        """Whether it may pay an order by itself."""
        return self.whole_idr > 0 and not self.has_sen and self.kind in PAYS

    def line(self) -> Line:
        """It as the engine sees it."""
        return Line(
            self.line_id, self.account, self.day, self.whole_idr, self.text, self.payer, self.kind
        )


def bank_rows(tables: Tables, ctx: Context) -> list[BankRow]:
    """Every line of the ledger, in its order."""
    tab = BANK_LEDGER
    own = own_patterns(tuple((a.number, a.holder) for a in ctx.settings.accounts))
    held = _held(tables)
    columns = (
        tab.line_id, tab.account, tab.booked_on, tab.pending, tab.description, tab.party,
        tab.reference, tab.in_sen, tab.balance_sen, tab.balance_check, tab.first_seen_at,
    )  # fmt: skip
    nothing, found = Held(), []
    for row in records(tables[tab], *columns):
        line_id, account, day, pending, text, party, ref, in_sen, balance, check, seen_at = row
        whole, rest = divmod(in_sen or 0, 100)
        found.append(
            BankRow(
                line_id, account, day or (seen_at or ctx.now).date(), f"{text} {ref}" if ref else text,
                party, kind_of(text, incoming=in_sen is not None, own=own), in_sen, whole, rest != 0,
                bool(pending), isinstance(check, Sentence) and check.code.endswith(GAP),
                balance is not None, seen_at, held.get(line_id, nothing),
            )
        )  # fmt: skip
    return found


def _held(tables: Tables) -> dict[str, Held]:
    tab = BANK_TRANSACTIONS
    rows = records(tables[tab], tab.line_id, tab.state, tab.matched_to, tab.category, tab.rule)
    return {line_id: Held(*more) for line_id, *more in rows}


def statement_until(rows: list[BankRow]) -> dict[str, dt.date]:
    """Account → newest day its statement shows."""
    until: dict[str, dt.date] = {}
    for row in rows:
        if row.day > until.get(row.account, dt.date.min):
            until[row.account] = row.day
    return until
