"""Siap Kirim: the list the packer works off, chat and marketplace orders in one."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from automations.matching.cases import Case
from automations.matching.codes import number_order
from automations.matching.plain import records
from automations.matching.statuses import Verdict
from automations.workbook.job import Context, Sentence
from automations.workbook.links import open_link
from automations.workbook.tables import Tables
from sheet_schema.tabs import MARKETPLACE_ORDERS, ORDER_FACTS, ORDER_LINES, PRODUCTS

LIMIT = 500
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY"  # none that reads like another
_HIDDEN = frozenset({"cancelled", "expired", "completed", "sent_back"})

Judged = tuple[Case, Verdict]


def check_letters(order_no: str, phone: str) -> str:
    """Three letters that the label and the list share."""
    digest = hashlib.sha256(f"{order_no}|{phone}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:3])


def gate_day(case: Case, verdict: Verdict) -> dt.date | None:
    """Since when the money allows shipping, and nothing agreed holds it."""
    if not verdict.money_gate:
        return None
    stamps = (case.seen_at if case.seen_by else None, case.complete_at)
    opened = stamps[0].date() if stamps[0] is not None else case.money.proven_on
    if opened is None and stamps[1] is not None:
        opened = stamps[1].date()
    return max(filter(None, (opened, case.hold_until)), default=None)


def packing_rows(
    tables: Tables, judged: Sequence[Judged], texts: Mapping[str, Any], ctx: Context
) -> tuple[list[dict[str, object]], int]:
    """The rows of Siap Kirim, and how many did not fit in."""
    chosen = sorted(_chosen(judged, ctx), key=lambda found: found[0])
    rows = list(_marketplace(tables))
    go = [found for found in chosen if found[0][0] == 0]
    rest = [found for found in chosen if found[0][0] > 0]
    wanted = {found[1].order_no for found in chosen}
    made = _Maker(tables, wanted, texts, ctx)
    everything = [*(made.row(*f[1:]) for f in go), *rows, *(made.row(*f[1:]) for f in rest[:LIMIT])]
    return everything[:LIMIT], max(0, len(chosen) + len(rows) - LIMIT)


Place = tuple[int, dt.date, tuple[str, int, str]]


def _chosen(judged: Sequence[Judged], ctx: Context) -> Iterator[tuple[Place, Case, Verdict]]:
    for case, verdict in judged:
        if case.over_the_counter or verdict.status in _HIDDEN:
            continue
        number = number_order(case.order_no)
        if case.sent:
            if case.sent_at is not None and case.sent_at.date() == ctx.today:
                yield (2, ctx.today, number), case, verdict
            continue
        due = _due(case, verdict, ctx)
        yield (0 if verdict.may_ship else 1, due or dt.date.max, number), case, verdict


def _due(case: Case, verdict: Verdict, ctx: Context) -> dt.date | None:
    opened = gate_day(case, verdict)
    return opened + dt.timedelta(days=ctx.settings.ship_within_days) if opened is not None else None


class _Maker:
    """Makes rows: only the orders of the list have their buyer and lines read."""

    def __init__(
        self, tables: Tables, wanted: set[str], texts: Mapping[str, Any], ctx: Context
    ) -> None:
        self.texts, self.ctx = texts, ctx
        tab = ORDER_FACTS
        columns = (tab.recipient_name, tab.phone, tab.address, tab.city, tab.sender, tab.note)
        rows = records(tables[tab], tab.order_no, *columns)
        self.buyers = {no: more for no, *more in rows if no in wanted}
        line = ORDER_LINES
        self.lines: dict[str, list[tuple[str, str, int | None]]] = {}
        typed = records(tables[line], line.order_no, line.item, line.item_typed, line.qty)
        for order_no, item, as_typed, qty in typed:
            if order_no in wanted:
                self.lines.setdefault(order_no, []).append((item, as_typed, qty))
        self.names, self.weights = _products(tables)

    def row(self, case: Case, verdict: Verdict) -> dict[str, object]:
        """One row; once the parcel is sent only its number and how it went stay."""
        sent: dict[str, object] = {"ship": self.texts[case.order_no], "order_no": case.order_no}
        if case.sent:
            return sent
        name, phone, address, city, sender, note = self.buyers[case.order_no]
        lines = self.lines.get(case.order_no, [])
        local = f"0{phone[2:]}" if phone.startswith("62") else phone
        label = Sentence.of(
            "ship.label", address=address, city=city, name=name, phone=local, sender=sender
        )
        return sent | {
            "label": label,
            "courier": case.courier,
            "contents": ", ".join(f"{q or '?'}× {self.names.get(i, t)}" for i, t, q in lines),
            "note": note,
            "due": _due(case, verdict, self.ctx),
            "cod_idr": case.money.total_idr if case.kind == "cod" else None,
            "weight_g": self._weight(lines),
            "channel": case.channel,
            "check_letters": check_letters(case.order_no, phone),
            "open_link": open_link(self.ctx, "orders", case.order_no),
        }

    def _weight(self, lines: Sequence[tuple[str, str, int | None]]) -> int | None:
        weights = [(self.weights.get(item), qty) for item, _, qty in lines]
        known = [weight * qty for weight, qty in weights if weight is not None and qty is not None]
        return sum(known) if lines and len(known) == len(lines) else None


def _products(tables: Tables) -> tuple[dict[str, str], dict[str, int | None]]:
    names: dict[str, str] = {}
    weights: dict[str, int | None] = {}
    tab = PRODUCTS
    rows = records(tables[tab], tab.sku, tab.name, tab.variant, tab.weight_g)
    for sku, name, variant, weight in rows:
        full = f"{name} - {variant}" if variant else name
        names[sku or full] = full
        weights[sku or full] = weight
    return names, weights


def _marketplace(tables: Tables) -> Iterator[dict[str, object]]:
    """Marketplace orders to send, one row each, soonest deadline first."""
    if MARKETPLACE_ORDERS not in tables:
        return
    tab = MARKETPLACE_ORDERS
    columns = (tab.marketplace_order_no, tab.channel, tab.status, tab.qty, tab.item)
    more = (tab.product_name, tab.variation, tab.ship_by, tab.courier, tab.buyer, tab.city)
    found: dict[str, dict[str, Any]] = {}
    for row in records(tables[tab], *columns, *more):
        order_no, channel, status, qty, item, product, variation, by, courier, buyer, city = row
        if status != "to_ship":
            continue
        what = item or " - ".join(filter(None, (product, variation)))
        if order_no in found:
            found[order_no]["contents"] += f", {qty}× {what}"
            continue
        found[order_no] = {
            "ship": Sentence.of("ship.go", cod=0, shelf=False),
            "order_no": order_no,
            "label": ", ".join(filter(None, (buyer, city))),
            "contents": f"{qty}× {what}",
            "courier": courier,
            "due": by.date() if by is not None else None,
            "channel": channel,
            "check_letters": check_letters(order_no, ""),
        }
    yield from sorted(found.values(), key=lambda r: (r["due"] or dt.date.max, r["order_no"]))
