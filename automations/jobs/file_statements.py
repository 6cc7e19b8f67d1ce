"""File statements: parsed files, pastes and journals → ``bank_ledger``, ``marketplace_orders``.

The ledger is every line known, once, whatever file it came in; the journal of marketplace rows
gets only what is new or changed.  What cannot be taken whole is not taken, and told.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from automations.importers.answer import reason
from automations.importers.balances import Gap, gaps
from automations.importers.filing import FiledElsewhere, Verdict, WrongAccount
from automations.importers.identity import LedgerLine
from automations.importers.ledger_table import filed, gap_by_line, ledger_of, pasted
from automations.importers.orders_merge import Values, changed_rows, named_rows
from automations.importers.reading import PASTED
from automations.rules.items import Catalogue, as_compared, catalogue_of, item_key
from automations.workbook.arrivals import MarketplaceArrival, RefusedFile, StatementArrival
from automations.workbook.contents import Contents
from automations.workbook.job import Context, Job, Level, Outcome, Problem, Sentence, outcome
from automations.workbook.tables import Table, Tables, typed
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BANK_TRANSACTIONS
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.paste_bank import PASTE_BANK
from sheet_schema.tabs.products import PRODUCTS


def run(tables: Tables, ctx: Context) -> Outcome:
    """The merged ledger, the marketplace rows that changed, and what was refused."""
    files = [a for a in ctx.arrivals if isinstance(a, StatementArrival)]
    refused = [a for a in ctx.arrivals if isinstance(a, RefusedFile)]
    paste = pasted(tables, ctx)
    if isinstance(paste, RefusedFile):
        refused.append(paste)
    elif paste is not None:
        files.append(paste)
    filing = filed(ledger_of(tables[BANK_TRANSACTIONS]), files, ctx)
    found = gaps(filing.ledger)
    contents = [Contents.of(BANK_LEDGER, _frame(filing.ledger, found))]
    orders = [line for a in ctx.arrivals if isinstance(a, MarketplaceArrival) for line in a.lines]
    if orders or _renamed(tables):
        held = _journal_rows(tables)
        contents.append(_orders(_named(tables, held, changed_rows(held, orders))))
    problems = [
        *(_refusal(refusal) for refusal in refused),
        *(problem for verdict in filing.verdicts for problem in _not_filed(verdict)),
        *_broken(found, tables[BANK_TRANSACTIONS]),
    ]
    return outcome(*contents, problems=problems)


def _frame(ledger: Sequence[LedgerLine], found: Sequence[Gap]) -> pd.DataFrame:
    behind = gap_by_line(found)
    joined, absent = Sentence.of("balance.joined"), Sentence.of("balance.absent")

    def check(line: LedgerLine) -> Sentence:
        if line.line_id in behind:
            return Sentence.of("balance.gap", gap_idr=_rupiah(behind[line.line_id].missing_sen))
        return absent if line.balance_sen is None else joined

    tab = BANK_LEDGER
    amounts = [line.amount_sen for line in ledger]
    return pd.DataFrame(
        {
            tab.line_id.key: typed("text", [line.line_id for line in ledger]),
            tab.account.key: typed("text", [line.account for line in ledger]),
            tab.booked_on.key: typed("day", [line.booked_on for line in ledger]),
            tab.pending.key: typed("bool", [line.booked_on is None for line in ledger]),
            tab.description.key: typed("text", [line.description for line in ledger]),
            tab.party.key: typed("text", [line.party for line in ledger]),
            tab.reference.key: typed("text", [line.reference for line in ledger]),
            tab.in_sen.key: typed("int", [a if a > 0 else None for a in amounts]),
            tab.out_sen.key: typed("int", [-a if a <= 0 else None for a in amounts]),
            tab.balance_sen.key: typed("int", [line.balance_sen for line in ledger]),
            tab.balance_check.key: typed("sentence", [check(line) for line in ledger]),
            tab.source.key: typed("text", [line.source for line in ledger]),
            tab.first_seen_at.key: typed("moment", [line.first_seen_at for line in ledger]),
        }
    )


def _journal_rows(tables: Tables) -> list[Values]:
    if MARKETPLACE_ORDERS not in tables:  # the tab is made when its first file comes
        return []
    frame = tables[MARKETPLACE_ORDERS].frame
    columns = {column.key: _plain(frame[column.key]) for column in MARKETPLACE_ORDERS.columns()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _named(tables: Tables, held: Sequence[Values], changed: Sequence[Values]) -> Sequence[Values]:
    """The changed rows with the item of Produk they mean, and older rows that mean another now."""
    if PRODUCTS not in tables:  # Produk cannot be read: what was known stays
        return changed
    catalogue = catalogue_of(tables[PRODUCTS])
    return named_rows(held, changed, lambda *texts: _item(catalogue, *texts))


def _renamed(tables: Tables) -> bool:
    """Whether Produk now gives some row of the journal another item: cheap, on every cycle."""
    if PRODUCTS not in tables or MARKETPLACE_ORDERS not in tables:
        return False
    rows, catalogue = tables[MARKETPLACE_ORDERS], catalogue_of(tables[PRODUCTS])
    tab = MARKETPLACE_ORDERS
    columns = (tab.seller_sku, tab.product_name, tab.variation, tab.item)
    told = set(zip(*(rows[column].tolist() for column in columns), strict=True))
    return any(_item(catalogue, *texts) != item for *texts, item in told)


def _item(catalogue: Catalogue, sku: str, product: str, variation: str) -> str:
    """The item of Produk that a row of an export means, ``""`` where none or several do."""
    by_name = catalogue.resolve(item_key("", product, variation))
    return catalogue.resolve(sku) or by_name or _undivided(catalogue, product)


def _undivided(catalogue: Catalogue, product: str) -> str:
    """The item called *product* that Produk does not divide into variants.

    The variation of a listing is then no other item; of ``Kaos - Hitam`` alone in Produk,
    ``Kaos`` in white is.
    """
    found = catalogue.resolve(product)
    same = found and as_compared(catalogue.items[found].name) == as_compared(product)
    return found if same else ""


def _plain(series: "pd.Series[Any]") -> list[Any]:
    """Python values, ``None`` for blank."""
    if pd.api.types.is_datetime64_any_dtype(series):
        moments: list[Any] = series.to_numpy().astype("datetime64[s]").tolist()
        return moments
    return [None if value is pd.NA or value == "" else value for value in series.tolist()]


def _orders(rows: Sequence[Values]) -> Contents:
    frame = pd.DataFrame(
        {
            column.key: typed(column.cell.kind, [row[column.key] for row in rows])
            for column in MARKETPLACE_ORDERS.columns()
        }
    )
    return Contents.of(MARKETPLACE_ORDERS, frame)


def _problem(source: str, code: str, row: int | None, held: str, **params: object) -> Problem:
    key = held[:40] if source == PASTED and held else "B2" if source == PASTED else source
    return Problem(
        tab=PASTE_BANK.tab_key,
        key=key,
        row=row if source == PASTED else None,
        column=PASTE_BANK.c1.key,
        code=code,
        level=Level.STOP,
        params=tuple(sorted(params.items())),
        content=held,
    )


def _refusal(refused: RefusedFile) -> Problem:
    source, row = refused.source, refused.line_no
    if refused.reason == "cell_changed" and source == PASTED:
        cell, _, content = refused.detail.partition("=")
        return _problem(source, "F03", row, content, cell=cell, content=content)
    file = "" if source == PASTED else source
    return _problem(source, "F04", row, refused.detail, file=file, why=reason(refused))


def _not_filed(verdict: Verdict) -> list[Problem]:
    if isinstance(verdict, WrongAccount):
        params = {"account": verdict.printed, "chosen": verdict.chosen}
        return [_problem(verdict.source, "F01", None, "", **params)]
    if isinstance(verdict, FiledElsewhere):
        elsewhere = {"lines": verdict.count, "account": verdict.account}
        return [_problem(verdict.source, "F02", None, "", **elsewhere)]
    return []


def _broken(found: Sequence[Gap], journal: Table[Any]) -> list[Problem]:
    """B05: one line per account and day; the first gap of the day names it."""
    places = dict(zip(journal[BANK_TRANSACTIONS.line_id].tolist(), journal.rows, strict=False))
    missing: dict[tuple[str, object], tuple[Gap, int]] = {}
    for gap in found:
        first, total = missing.get((gap.account, gap.before), (gap, 0))
        missing[gap.account, gap.before] = (first, total + gap.missing_sen)
    return [
        Problem(
            tab=BANK_TRANSACTIONS.tab_key,
            key=gap.line_id,
            row=places.get(gap.line_id),
            column=BANK_TRANSACTIONS.balance_check.key,
            code="B05",
            level=Level.STOP,
            params=tuple(
                sorted(
                    {
                        "account": gap.account,
                        "gap_idr": abs(_rupiah(total)),
                        "since": gap.after,
                        "until": gap.before,
                    }.items()
                )
            ),
            amount_idr=abs(_rupiah(total)),
        )
        for gap, total in missing.values()
    ]


def _rupiah(sen: int) -> int:
    return int(sen / 100)


JOB = Job(
    "file-statements",
    reads=(BANK_TRANSACTIONS,),
    writes=(BANK_LEDGER, MARKETPLACE_ORDERS),
    run=run,
    glances=(PASTE_BANK, MARKETPLACE_ORDERS, PRODUCTS),
)
