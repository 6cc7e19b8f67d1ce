"""Runs the three jobs of an order's money over drawn tables, as the cycle does."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from automations.jobs import derive_status, match_payments, number_orders
from automations.render import words
from automations.workbook.contents import Contents
from automations.workbook.job import Action, Context, Job, Problem
from automations.workbook.settings import Account, Settings
from automations.workbook.tables import Table, Tables, memory_table
from sheet_schema.model import SheetRow
from sheet_schema.tabs import ORDER_STATUSES, PAYMENT_MATCHES
from tests import drawing

BCA = Settings(accounts=(Account("BCA", "1234567890", "MELATI SARI"),))
SAY = words("id")

ORDER_KEYS = (
    "order_no | row | lines_qty | ordered_on | day_typed | channel | delivered | counter_sale | "
    "courier | paid_via | payment_kind | account | discount_idr | shipping_fee_idr | "
    "other_fee_idr | down_payment_idr | money_seen_by | claims_paid | tracking_no | "
    "cancel_reason | hold_until | recipient_name | phone | address | city | sender | subtotal_idr | excluded | "
    "incomplete | missing"
).split(" | ")


def order(order_no: str, total: int, **facts: object) -> dict[str, Any]:
    """Facts of a transfer order of one item that costs *total* without shipping."""
    given: dict[str, object] = {
        "order_no": order_no, "row": 2, "lines_qty": 1, "ordered_on": "2026-11-20",
        "channel": "WhatsApp", "courier": "JNE", "payment_kind": "transfer", "account": "BCA",
        "discount_idr": 0, "shipping_fee_idr": 0, "other_fee_idr": 0, "delivered": "TRUE",
        "recipient_name": "Budi Santoso", "phone": "6281200000001", "subtotal_idr": total,
    }  # fmt: skip
    return {**given, **facts}


def text_of(orders: list[dict[str, Any]], rest: str = "") -> str:
    """The drawing of *orders* with one line each, told their price, and of *rest*."""
    facts = "\n".join(" | ".join(str(given.get(key, "")) for key in ORDER_KEYS) for given in orders)
    lines = "\n".join(
        f"{o['order_no']} | KAOS | 2 | Kaos | Kaos | 1 | | {o['subtotal_idr']}" for o in orders
    )
    return f"""
    [orders]
    order_no | item | qty
    {chr(10).join(f"{o['order_no']} | Kaos | 1" for o in orders)}
    [order_facts]
    {" | ".join(ORDER_KEYS)}
    {facts}
    [order_lines]
    order_no | line | row | item_typed | item | qty | typed_price_idr | price_today_idr
    {lines}
    {rest}
    """


def drawn_orders(
    orders: list[dict[str, Any]], bank: str = "", answers: str = "", codes: str = "", more: str = ""
) -> Tables:
    """Tables of *orders*; *bank* lines, *answers* and *codes* (order | code) are drawn rows."""
    book = [
        f"{line.split('|')[0].strip()} | {line.split('|')[1].strip()} | Dipakai | 2026-11-20T09:00"
        for line in codes.strip().splitlines()
    ]
    rest = f"""
    [order_book]
    order_no | unique_code | state | first_filled_at
    {chr(10).join(book)}
    [bank_ledger]
    line_id | account | booked_on | description | party | in_sen | out_sen | balance_sen | source | first_seen_at
    {bank}
    [confirmations]
    code | answer | order_no | amount_idr | until | answered_by | answered_at
    {answers}
    {more}
    """
    return drawing.tables(text_of(orders, rest))


@dataclass(frozen=True)
class After:
    """What a cycle leaves."""

    tables: Tables
    problems: tuple[Problem, ...]
    actions: tuple[Action, ...]
    ctx: Context

    def rows(self, tab: type[SheetRow]) -> list[dict[str, object]]:
        """The rows of a table as dicts, blanks left out."""
        return drawing.frame_rows(Contents(self.tables[tab]))

    def paid(self) -> dict[str, str]:
        """Line → orders it pays, with the tier."""
        return {
            str(row["line_id"]): f"{row['order_no']} {row['tier']}"
            for row in self.rows(PAYMENT_MATCHES)
            if row["tier"] != "suggested"
        }

    def proposed(self) -> list[tuple[str, str]]:
        """(line, order) of every proposal."""
        return [
            (str(row["line_id"]), str(row["order_no"]))
            for row in self.rows(PAYMENT_MATCHES)
            if row["tier"] == "suggested"
        ]

    def says(self, order_no: str) -> tuple[str, str, str]:
        """Status, Bayar and Kirim of an order, as people read them."""
        row = next(r for r in self.rows(ORDER_STATUSES) if r["order_no"] == order_no)
        texts = (row.get(key, "") for key in ("status_text", "payment_text", "shipping_text"))
        return tuple(text if isinstance(text, str) else SAY(text) for text in texts)  # type: ignore[return-value, arg-type]

    def codes(self) -> list[str]:
        """``B12 M-1`` and the like, sorted."""
        return sorted(f"{p.code} {p.key}" for p in self.problems)


def cycle(tables: Tables, settings: Settings = BCA, **more: Any) -> After:
    """One cycle of numbering, matching and status."""
    ctx = replace(drawing.context(settings=settings, **more), words=SAY)
    problems: tuple[Problem, ...] = ()
    actions: tuple[Action, ...] = ()
    jobs: tuple[Job, ...] = (number_orders.JOB, match_payments.JOB, derive_status.JOB)
    for job in jobs:
        found = job.run(tables, ctx)
        tables = tables.with_(merged(tables, contents) for contents in found.contents)
        problems, actions = problems + found.problems, actions + found.actions
    return After(tables, problems, actions, ctx)


def merged(tables: Tables, contents: Contents) -> Table[Any]:
    """A journal with its patch laid over it; any other table as it is."""
    if not contents.patch:
        return contents.table
    keys = list(contents.tab.primary_key)
    both = pd.concat([tables[contents.tab].frame, contents.table.frame], ignore_index=True)
    return memory_table(contents.tab, both.drop_duplicates(keys, keep="last"))
