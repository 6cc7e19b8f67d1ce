"""The ledger between tables and lines, and the paste tab's answer for later jobs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from automations.importers.answer import paste_answer
from automations.importers.balances import Gap, gaps
from automations.importers.filing import Filing, file_statements
from automations.importers.identity import LedgerLine
from automations.importers.reading import read_pasted
from automations.workbook.arrivals import RefusedFile, StatementArrival
from automations.workbook.job import Context, Sentence
from automations.workbook.tables import Table, Tables
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BANK_TRANSACTIONS
from sheet_schema.tabs.paste_bank import PASTE_BANK

_LONG_AGO = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the shop's wall clock


def ledger_of(table: Table[Any]) -> tuple[LedgerLine, ...]:
    """The lines of ``bank_transactions`` or ``bank_ledger``, in their order."""
    tab = BANK_TRANSACTIONS

    def whole(key: str) -> list[int | None]:
        cells: Any = table.frame[key].array
        found: list[int | None] = cells.to_numpy(dtype=object, na_value=None).tolist()
        return found

    def texts(key: str) -> list[str]:
        found: list[str] = table.frame[key].tolist()
        return found

    def times(key: str, unit: str) -> list[Any]:
        found: list[Any] = table.frame[key].to_numpy().astype(f"datetime64[{unit}]").tolist()
        return found

    columns = (
        texts(tab.line_id.key), texts(tab.account.key), times(tab.booked_on.key, "D"),
        texts(tab.description.key), whole(tab.in_sen.key), whole(tab.out_sen.key),
        whole(tab.balance_sen.key), texts(tab.source.key), times(tab.first_seen_at.key, "s"),
        texts(tab.party.key), texts(tab.reference.key),
    )  # fmt: skip
    return tuple(
        LedgerLine(
            line_id, account, booked_on, description, (money_in or 0) - (money_out or 0),
            balance, source, seen_at or _LONG_AGO, party, reference,
        )
        for line_id, account, booked_on, description, money_in, money_out, balance, source,
        seen_at, party, reference in zip(*columns, strict=True)
    )  # fmt: skip


def pasted_rows(table: Table[Any]) -> list[tuple[int, tuple[Any, ...]]]:
    """The filled rows of the paste tab by sheet row, cells as read."""
    cells = zip(*(table.raw[column.key] for column in PASTE_BANK.inputs()), strict=True)
    return [(row, tuple(line)) for row, line in zip(table.rows, cells, strict=False)]


def pasted(tables: Tables, ctx: Context) -> StatementArrival | RefusedFile | None:
    """The statement in the paste tab, why it is refused, or ``None`` when the tab is empty."""
    if PASTE_BANK not in tables or not len(tables[PASTE_BANK]):
        return None
    rows = pasted_rows(tables[PASTE_BANK])
    return read_pasted(rows, reference_day=ctx.today, account=ctx.paste_account)


def filed(
    ledger: Sequence[LedgerLine], statements: Sequence[StatementArrival], ctx: Context
) -> Filing:
    """The ledger with *statements* filed at this moment."""
    return file_statements(ledger, statements, ctx.settings.accounts, ctx.now)


def answer_of(tables: Tables, ctx: Context) -> Sentence | None:
    """What A3 of the paste tab says, from ``bank_ledger`` as filed; ``None`` for an empty tab.

    Filing into a ledger that holds the lines already changes nothing, so this tells the same
    whichever job asks.
    """
    statement = pasted(tables, ctx)
    if statement is None:
        return None
    ledger = ledger_of(tables[BANK_LEDGER])
    found: Sequence[Gap] = gaps(ledger)
    if isinstance(statement, RefusedFile):
        return paste_answer(statement, ledger, found, ctx.today)
    verdict = filed(ledger, [statement], ctx).verdicts[0]
    return paste_answer(verdict, ledger, found, ctx.today)


def gap_by_line(found: Sequence[Gap]) -> Mapping[str, Gap]:
    """The gap that stands before a line, by its id."""
    return {gap.line_id: gap for gap in found}
