"""The figures of every day (workbook.md 8): NaN is unknown, and never shown as 0."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from automations.recaps.axis import (
    NEVER,
    Axis,
    Flags,
    Floats,
    Ints,
    amounts,
    day_number,
    day_numbers,
    known_where,
    texts,
)
from automations.recaps.marketplace import MarketplaceRows, marketplace_rows
from automations.recaps.orders import CostOf, Orders, SoldLines, orders_of, sold_lines
from automations.workbook.tables import Tables
from sheet_schema.cells import fold
from sheet_schema.tabs.bank_transactions import BANK_TRANSACTIONS
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS

SAMPLE = "contoh"
#: Kas categories that are no expense: stock, the owner's own, moves, counts, money given back;
#: "Bayar ekspedisi" settles what parcels cost, never a second cost (workbook.md 2, tab 7).
NOT_EXPENSES = frozenset(
    map(
        fold,
        (
            "Beli barang (stok)", "Ambil pribadi", "Setor modal", "Pindah Kas",
            "Hitung Laci", "Refund", "Bayar ekspedisi",
        ),
    )
)  # fmt: skip
_UNEXPLAINED = ("new", "unknown", "suggested")  #: states of money whose owner is not known


@dataclass(frozen=True)
class Days:
    """Figures by column key of ``recap_daily``, one place a day of *axis*."""

    axis: Axis
    figures: dict[str, Floats]
    missing_costs: Mapping[int, tuple[str, ...]]  #: place → items sold with an unknown cost
    left_out: Floats  #: orders not counted
    left_out_idr: Floats  #: their goods, as far as a price is known
    left_out_unpriced: Floats
    has_any: Flags  #: something happened that day
    orders_begin: int | None  #: first day of a typed order or Kas entry: from here days are whole


@dataclass(frozen=True)
class Sources:
    """What the recaps sum over, gathered once."""

    orders: Orders
    lines: SoldLines
    marketplace: MarketplaceRows
    marketplace_cost: Floats  #: per row; NaN unknown, 0 where it does not count


def sources(tables: Tables, cost_of: CostOf, today: dt.date) -> Sources:
    """Orders, their lines and marketplace rows, with what the goods cost."""
    orders = orders_of(tables)
    rows = marketplace_rows(tables[MARKETPLACE_ORDERS])
    counted = rows.valid & (rows.day != NEVER)
    cost = np.round(cost_of(rows.item.tolist(), np.where(counted, rows.day, 0)) * rows.qty)
    return Sources(
        orders,
        sold_lines(tables, orders, cost_of, day_number(today)),
        rows,
        np.where(counted, cost, 0.0),
    )


def days_of(tables: Tables, found: Sources, today: dt.date) -> Days:
    """Every figure of every day from the first fact to *today*."""
    orders, rows, lines = found.orders, found.marketplace, found.lines
    bank, cash = tables[BANK_TRANSACTIONS], tables[CASH_ENTRIES]
    booked, spent = (
        day_numbers(bank[BANK_TRANSACTIONS.booked_on]),
        day_numbers(cash[CASH_ENTRIES.entered_on]),
    )
    runs = (
        orders.ordered,
        orders.day,
        orders.proven_day,
        orders.seen_at,
        rows.reached,
        booked,
        spent,
    )
    axis = Axis.over(runs, day_number(today))
    begin = _begin(orders, spent)
    whole = (
        np.zeros(axis.size, bool) if begin is None else axis.first + np.arange(axis.size) >= begin
    )
    exported = axis.span(rows.reached)
    told = axis.span(booked)
    figures = _orders(axis, orders) | _shop(axis, rows, exported)
    figures = _together(figures)
    figures |= _costs(axis, found, figures["net_revenue_idr"])
    figures |= {
        "new_buyers": axis.sums(_first_days(orders, rows)),
        "proven_idr": known_where(axis.sums(orders.proven_day, orders.proven), told),
        "seen_idr": axis.sums(*_seen(orders)),
        "unknown_money_idr": known_where(axis.sums(booked, _unexplained(tables)), told),
        "expenses_idr": known_where(
            axis.sums(spent, _expenses(tables)),
            axis.first + np.arange(axis.size) >= _earliest(spent),
        ),
    }
    known = whole | exported
    figures = {
        key: known_where(value, known) if key in _SHOP_WIDE else value
        for key, value in figures.items()
    }
    has_any = sum(np.nan_to_num(np.abs(value)) for value in figures.values()) > 0
    unpriced_rows = rows.valid & np.isnan(rows.revenue)
    out_day = np.where(orders.left_out, orders.ordered, NEVER)
    return Days(
        axis,
        figures,
        _missing(axis, lines, found),
        axis.sums(out_day) + axis.sums(np.where(unpriced_rows, rows.day, NEVER)),
        axis.sums(out_day, np.nan_to_num(orders.worth)),
        axis.sums(np.where(np.isnan(orders.worth), out_day, NEVER))
        + axis.sums(np.where(unpriced_rows, rows.day, NEVER)),
        np.asarray(has_any, bool),
        begin,
    )


#: Known from the first typed order on, and on days that an export reaches.
_SHOP_WIDE = frozenset(
    {
        "orders_in", "orders_valid", "orders_cancelled", "revenue_idr", "net_revenue_idr",
        "discount_idr", "new_buyers", "shipping_billed_idr", "unique_code_idr", "seen_idr",
    }
)  # fmt: skip


def _begin(orders: Orders, spent: Ints) -> int | None:
    known = [
        int(run[run != NEVER].min()) for run in (orders.ordered, spent) if (run != NEVER).any()
    ]
    return min(known, default=None)


def _earliest(spent: Ints) -> int:
    known = spent[spent != NEVER]
    return int(known.min()) if len(known) else 2**40


def _orders(axis: Axis, orders: Orders) -> dict[str, Floats]:
    return {
        "orders_in": axis.sums(orders.ordered),
        "orders_valid": axis.sums(orders.day),
        "orders_cancelled": axis.sums(np.where(orders.cancelled, orders.ordered, NEVER)),
        "revenue_idr": axis.sums(orders.day, np.nan_to_num(orders.revenue)),
        "discount_idr": axis.sums(orders.day, orders.discount),
        "shipping_billed_idr": axis.sums(orders.day, orders.shipping),
        "unique_code_idr": axis.sums(orders.day, orders.unique_code),
    }


def _shop(axis: Axis, rows: MarketplaceRows, exported: Flags) -> dict[str, Floats]:
    own = np.where(rows.valid, rows.day, NEVER)
    made = np.where(rows.first, rows.created, NEVER)
    sums = {
        "marketplace_in": axis.sums(made),
        "marketplace_cancelled": axis.sums(np.where(rows.cancelled, made, NEVER)),
        "marketplace_discount": axis.sums(own, rows.discount),
        "marketplace_orders": axis.sums(np.where(rows.first, own, NEVER)),
        "marketplace_paid_idr": axis.sums(own, rows.paid),
        "marketplace_revenue_idr": axis.sums(own, np.nan_to_num(rows.revenue)),
    }
    return {key: known_where(value, exported) for key, value in sums.items()}


def _together(figures: dict[str, Floats]) -> dict[str, Floats]:
    """Chat and marketplace added up; the marketplace's own columns stay beside."""
    both = {
        "orders_in": "marketplace_in",
        "orders_valid": "marketplace_orders",
        "orders_cancelled": "marketplace_cancelled",
        "revenue_idr": "marketplace_revenue_idr",
        "discount_idr": "marketplace_discount",
    }
    added = {own: figures[own] + np.nan_to_num(figures[other]) for own, other in both.items()}
    valid, revenue = added["orders_valid"], added["revenue_idr"]
    added["net_revenue_idr"] = revenue
    added["average_order_idr"] = np.divide(
        revenue, valid, out=np.full(len(valid), np.nan), where=valid > 0
    )
    kept = {key: value for key, value in figures.items() if key not in _PARTS}
    return kept | added


_PARTS = ("marketplace_in", "marketplace_cancelled", "marketplace_discount")


def _costs(axis: Axis, found: Sources, revenue: Floats) -> dict[str, Floats]:
    """Cost of the goods of the day's omzet; one unknown item makes the day's cost unknown."""
    cost = axis.sums(found.lines.day, found.lines.cost)
    own = np.where(found.marketplace.valid, found.marketplace.day, NEVER)
    cost = cost + axis.sums(own, found.marketplace_cost)
    return {
        "cost_idr": np.where(revenue > 0, cost, np.nan),
        "gross_profit_idr": np.where(revenue > 0, revenue - cost, np.nan),
    }


def _missing(axis: Axis, lines: SoldLines, found: Sources) -> dict[int, tuple[str, ...]]:
    """The different items without a cost that were sold each day."""
    rows = found.marketplace
    gap, shop_gap = np.isnan(lines.cost), np.isnan(found.marketplace_cost)
    names = np.where(rows.item == "", rows.title, rows.item)[shop_gap]
    items = np.concatenate([lines.item[gap], names])
    day = np.concatenate([lines.day[gap], rows.day[shop_gap]])
    sold: dict[int, set[str]] = {}
    for number, name in zip(day.tolist(), items.tolist(), strict=True):
        if number != NEVER:
            sold.setdefault(number - axis.first, set()).add(name)
    return {place: tuple(sorted(names)) for place, names in sold.items()}


def _first_days(orders: Orders, rows: MarketplaceRows) -> Ints:
    """The day each buyer was first valid: by phone, or by store and username."""
    keys, days = first_buys(orders, rows)
    if not len(keys):
        return days
    codes, names = pd.factorize(keys)
    first = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(first, codes, days)
    return first


def first_buys(orders: Orders, rows: MarketplaceRows) -> tuple[npt.NDArray[np.object_], Ints]:
    """Buyers that can be told apart and the days of their valid orders."""
    known = orders.counts & (orders.phone != "")
    shop = rows.valid & rows.first & (rows.day != NEVER) & (rows.buyer != "")
    return (
        np.concatenate([orders.phone[known], rows.buyer[shop]]),
        np.concatenate([orders.day[known], rows.day[shop]]),
    )


def _seen(orders: Orders) -> tuple[Ints, Floats]:
    """Money that a person saw and no statement proves: the total, or the agreed down payment."""
    only = orders.seen & (orders.proven == 0) & ~orders.cancelled & ~orders.left_out
    amount = np.where(np.isnan(orders.down_payment), orders.total, orders.down_payment)
    return np.where(only & ~np.isnan(amount), orders.seen_at, NEVER), np.nan_to_num(amount)


def _unexplained(tables: Tables) -> Floats:
    bank = tables[BANK_TRANSACTIONS]
    open_ = np.isin(texts(bank[BANK_TRANSACTIONS.state]).astype(str), _UNEXPLAINED)
    return np.where(open_, np.nan_to_num(amounts(bank[BANK_TRANSACTIONS.in_sen])) // 100, 0.0)


def _expenses(tables: Tables) -> Floats:
    cash = tables[CASH_ENTRIES]
    kinds = zip(
        cash[CASH_ENTRIES.category].tolist(), cash[CASH_ENTRIES.description].tolist(), strict=True
    )
    spent = np.array(
        [bool(k) and fold(k) not in NOT_EXPENSES and fold(d) != SAMPLE for k, d in kinds], bool
    )
    return np.where(spent, np.nan_to_num(amounts(cash[CASH_ENTRIES.money_out_idr])), 0.0)
