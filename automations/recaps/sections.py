"""The blocks of Ringkasan below its head: figures, money, what to check, stock, best sellers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from automations.recaps.asking import Asked, largest
from automations.recaps.axis import NEVER, Flags, day_number
from automations.recaps.drawer import drawer_of, touched
from automations.recaps.drawing import WIDTH, Kept, Line, both_ends, in_columns, wrapped
from automations.recaps.orders import Orders
from automations.recaps.sellers import Seller
from automations.workbook.job import Action, Context, Sentence
from automations.workbook.tables import Table
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BankLine
from sheet_schema.tabs.cash_entries import CashEntry
from sheet_schema.tabs.products import PRODUCTS, Product
from sheet_schema.tabs.recap_daily import RECAP_DAILY, RecapDay
from sheet_schema.tabs.stock_levels import STOCK_LEVELS, StockLevel

MOST_CHECKS = 5
MOST_ITEMS = 2
WEEK_DAYS = 7
_NOTHING = Sentence.of("summary.nothing")
_UNKNOWN = Sentence.of("summary.unknown")


def check_head(ctx: Context, asked: Sequence[Asked]) -> list[Line]:
    """How many things to check, and the one with most rupiah."""
    if not asked:
        return [Line(Sentence.of("summary.all_fine"))]
    text = ctx.words(largest(asked).what)
    return [Line(Sentence.of("summary.checks", n=len(asked))), *wrapped(text, indent=0)]


def stretches(recap: Table[RecapDay], today: dt.date) -> list[pd.DataFrame]:
    """The rows of today, of seven days and of the month so far."""
    day = recap[RECAP_DAILY.day]
    last = np.datetime64(today)
    firsts = (today, today - dt.timedelta(days=WEEK_DAYS - 1), today.replace(day=1))
    return [recap.frame[(day >= np.datetime64(first)) & (day <= last)] for first in firsts]


def figures(
    ctx: Context, recap: Table[RecapDay], products: Table[Product], orders: Orders
) -> list[Line]:
    """The table of Hari ini, 7 hari and the month; profit only where staff may see it."""
    parts = stretches(recap, ctx.today)
    month = Sentence.of("summary.month", month=ctx.today.month)
    lines = [Line("", Sentence.of("summary.today"), Sentence.of("summary.week"), month)]
    revenue = [_sum(part, RECAP_DAILY.revenue_idr.key) for part in parts]
    valid = [_sum(part, RECAP_DAILY.orders_valid.key) for part in parts]
    each = [
        None if not n or r is None else round(r / n) for r, n in zip(revenue, valid, strict=True)
    ]
    lines += [
        _row("summary.revenue", [_money(amount) for amount in revenue]),
        _row("summary.orders", [_count(number) for number in valid]),
        _row("summary.average", [_money(amount) for amount in each]),
    ]
    if ctx.settings.staff_see_profit:
        lines += _profit(parts, products)
    buyers = [_sum(part, RECAP_DAILY.new_buyers.key) for part in parts]
    lines.append(_row("summary.new_buyers", [_count(number) for number in buyers]))
    return [*lines, *_left_out(ctx, orders)]


def _row(code: str, cells: Sequence[object]) -> Line:
    return Line(Sentence.of(code), *cells)


def _sum(part: pd.DataFrame, key: str) -> int | None:
    """The known figures added up; ``None`` when no day has one."""
    known = part[key].dropna()
    return int(known.sum()) if len(known) else None


def _money(amount: int | None) -> object:
    return Sentence.of("summary.short", amount=amount) if amount else _NOTHING


def _count(number: int | None) -> object:
    return str(number) if number else _NOTHING


def _profit(parts: Sequence[pd.DataFrame], products: Table[Product]) -> list[Line]:
    """Untung: a stretch in which some cost is unknown has none, and a line says why."""
    sold = [part[part[RECAP_DAILY.revenue_idr.key].fillna(0) > 0] for part in parts]
    costs = [part[RECAP_DAILY.cost_idr.key] for part in sold]
    if not products[PRODUCTS.cost_idr].notna().any() and not any(c.notna().any() for c in costs):
        return [Line(Sentence.of("summary.no_costs"))]
    cells: list[object] = []
    for part, cost in zip(sold, costs, strict=True):
        if not len(part):
            cells.append(_NOTHING)
        elif cost.isna().any():
            cells.append(_UNKNOWN)
        else:
            cells.append(_money(int((part[RECAP_DAILY.net_revenue_idr.key] - cost).sum())))
    lines = [_row("summary.profit", cells)]
    names = {name for part in sold for name in _without_cost(part)}
    if names:
        lines.append(Line(Sentence.of("recap.incomplete", items=len(names))))
    return lines


def _without_cost(part: pd.DataFrame) -> Iterable[str]:
    """The items that keep the profit of some day unknown, as recap_daily names them."""
    for cell in part[RECAP_DAILY.gross_profit_idr.key].tolist():
        if isinstance(cell, Sentence):
            names: Any = dict(cell.params).get("names", ())
            yield from names


def _left_out(ctx: Context, orders: Orders) -> list[Line]:
    """Orders of this month (or without a day) that no total holds, with their rupiah."""
    first = day_number(min(ctx.today.replace(day=1), ctx.today - dt.timedelta(days=WEEK_DAYS - 1)))
    out = orders.left_out & ((orders.ordered >= first) | (orders.ordered == NEVER))
    if not out.any():
        return []
    sentence = Sentence.of(
        "recap.left_out",
        n=int(out.sum()),
        amount=int(np.nansum(orders.worth[out])),
        unpriced=int(np.isnan(orders.worth[out]).sum()),
    )
    return wrapped(ctx.words(sentence))


def money(
    ctx: Context, bank: Table[BankLine], cash: Table[CashEntry], orders: Orders
) -> list[Line]:
    """UANG: balances for who may see them, then what is still to come."""
    lines: list[Line] = []
    if ctx.settings.staff_see_profit:
        lines += in_columns([*_balances(ctx, bank), *_drawer(ctx, cash, orders)])
    unpaid = np.isin(orders.status.astype(str), ("awaiting_payment", "part_paid"))
    lines += _owed(ctx, "summary.unpaid", unpaid, orders)
    # QRIS is settled in sums of a day: no line could ever prove one order
    unproven = orders.counts & orders.seen & (orders.proven == 0) & (orders.kind == "transfer")
    if len(bank):
        lines += _owed(ctx, "summary.seen_only", unproven, orders)
    cod = orders.counts & (orders.kind == "cod") & ~orders.seen & (orders.proven == 0)
    lines += _owed(ctx, "summary.cod", cod, orders)
    return [Line(), Line(Sentence.of("summary.money")), *lines] if lines else []


def _balances(ctx: Context, bank: Table[BankLine]) -> list[Kept]:
    """The newest balance of every account, and whether all its statements join up."""
    told = bank.frame[bank[BANK_LEDGER.balance_sen].notna() & bank[BANK_LEDGER.booked_on].notna()]
    lines = []
    for account, own in told.groupby(BANK_LEDGER.account.key, sort=True):
        last_day = own[BANK_LEDGER.booked_on.key].max()
        newest = own[own[BANK_LEDGER.booked_on.key] == last_day].iloc[-1]
        rupiah = int(newest[BANK_LEDGER.balance_sen.key]) // 100
        found = own[BANK_LEDGER.balance_check.key].tolist()
        lines.append(Kept(str(account), _digits(ctx, rupiah), _joins_up(ctx, found)))
    return lines


def _joins_up(ctx: Context, found: Sequence[object]) -> str:
    """The newest gap of an account, else that its balance joins up; *found* oldest first."""
    sentences = [check for check in found if isinstance(check, Sentence)]
    broken = [check for check in sentences if check.code == "balance.gap"]
    return ctx.words(broken[-1] if broken else Sentence.of("summary.joined"))


def _drawer(ctx: Context, cash: Table[CashEntry], orders: Orders) -> list[Kept]:
    drawer = drawer_of(cash, orders, ctx.today)
    name = ctx.words(Sentence.of("summary.drawer"))
    if drawer is not None:
        counted = ctx.words(Sentence.of("summary.counted", day=drawer.counted_on))
        return [Kept(name, _digits(ctx, drawer.amount_idr), counted)]
    if not touched(cash, orders):
        return []
    return [Kept(name, "", ctx.words(Sentence.of("summary.uncounted")))]


def _digits(ctx: Context, amount_idr: int) -> str:
    return ctx.words(Sentence.of("summary.amount", amount=amount_idr))


def _owed(ctx: Context, code: str, which: Flags, orders: Orders) -> list[Line]:
    if not which.any():
        return []
    owed = np.where(orders.outstanding > 0, orders.outstanding, np.nan_to_num(orders.total))
    rupiah = int(owed[which].sum())
    left = ctx.words(Sentence.of(code, n=int(which.sum())))
    right = ctx.words(Sentence.of("summary.amount", amount=rupiah))
    if len(left) + 1 + len(right) > WIDTH:  # the count is worth more than the last digits
        right = ctx.words(Sentence.of("summary.short_amount", amount=rupiah))
    return [both_ends(left, right)]


def checks(ctx: Context, asked: Sequence[Asked]) -> list[Line]:
    """PERLU DICEK: the worst five, two lines each."""
    if not asked:
        return []
    lines = [Line(), Line(Sentence.of("summary.check_title"))]
    for one in asked[:MOST_CHECKS]:
        sign = ctx.labels.choice("level", one.level.value).rstrip("×")
        more = f" (+{one.more})" if one.more else ""
        lines += wrapped(f"{sign} {ctx.words(one.what)}{more}")
    return lines


def stock(ctx: Context, levels: Table[StockLevel], products: Table[Product]) -> list[Line]:
    """STOK: how many items are short, and the most pressing ones."""
    states = levels[STOCK_LEVELS.state].tolist()
    counted = [state for state in states if state != "uncounted"]
    if not counted:
        return [Line(), Line(Sentence.of("summary.stock_uncounted"))]
    short = _short(levels, products)
    title = Sentence.of(
        "summary.stock",
        **{key: short.count(key) for key in ("out", "critical", "low")},
        uncounted=len(states) - len(counted),
    )
    lines = [Line(), *wrapped(ctx.words(title))]
    for action in _items(ctx.actions):
        lines += wrapped(ctx.words(action.what), indent=0, most=3)
    return lines


def _items(actions: Sequence[Action]) -> list[Action]:
    """Questions about one item each."""
    own = [a for a in actions if a.tab == STOCK_LEVELS.tab_key and a.key]
    return own[:MOST_ITEMS]


def _short(levels: Table[StockLevel], products: Table[Product]) -> list[str]:
    """States of the short items that somebody would miss: sold, promised, or with a minimum."""
    active = products[PRODUCTS.active].tolist()
    named = zip(_named(products), active, strict=True)
    inactive = {key for (key, _name), answer in named if answer == "no"}
    rows: Any = zip(
        levels[STOCK_LEVELS.item].tolist(),
        levels[STOCK_LEVELS.state].tolist(),
        levels[STOCK_LEVELS.suggested_qty].notna().tolist(),
        (levels[STOCK_LEVELS.allocated_qty].fillna(0) > 0).tolist(),
        levels[STOCK_LEVELS.lead_time_days].notna().tolist(),  # bundles have none
        strict=True,
    )
    return [
        str(state)
        for item, state, wanted, promised, own in rows
        if own and (wanted or promised) and item not in inactive
    ]


def sellers(ctx: Context, best: Sequence[Seller], products: Table[Product]) -> list[Line]:
    """TERLARIS of seven days."""
    if not best:
        return []
    names = dict(_named(products))
    lines = [Line(Sentence.of("summary.best"))]
    for seller in best:
        amount = _UNKNOWN if seller.revenue_idr is None else _money(seller.revenue_idr)
        pieces = Sentence.of("summary.pieces", n=seller.qty, amount=amount)
        lines.append(both_ends(names.get(seller.item, seller.item), ctx.words(pieces)))
    return lines


def _named(products: Table[Product]) -> list[tuple[str, str]]:
    """Item key and name of every product (workbook.md 2: SKU, else name and variant)."""
    columns = (PRODUCTS.sku, PRODUCTS.name, PRODUCTS.variant)
    rows = zip(*(products[column].tolist() for column in columns), strict=True)
    full = [(sku, f"{name} - {variant}" if variant else name) for sku, name, variant in rows]
    return [(sku or name, name) for sku, name in full]
