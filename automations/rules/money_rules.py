"""Rules about prices and amounts of an order: R01 R02 R06 T01 T02 T04."""

import datetime as dt
from collections.abc import Iterator

from automations.rules.shop import Shop
from automations.workbook.job import Level, Problem
from sheet_schema.amounts import format_rupiah
from sheet_schema.tabs.orders import ORDERS

_USUAL = (0.7, 1.3)  #: typed ÷ list price
_ZEROS = (10, 0.1, 1000, 0.001)
_NEAR = 0.1  #: how near to a wrong number of zeros
_FREE_SHIPPING_SHOP = 0.2  #: share of orders without ongkir from which it is the shop's habit


def price_far_off(shop: Shop) -> Iterator[Problem]:
    """R01, or R02 for a zero too many or few: the typed price against Produk."""
    lines, g = shop.orders.lines, shop.orders
    for at, typed in enumerate(lines.typed_price_idr):
        if typed is None or not lines.item[at]:
            continue
        order = lines.order[at]
        usual = shop.catalogue.price(lines.item[at], reseller=g.reseller[order])
        if not usual or _USUAL[0] <= typed / usual <= _USUAL[1]:
            continue
        zeros = any(abs(typed / usual / factor - 1) <= _NEAR for factor in _ZEROS)
        yield shop.problem(
            order, "R02" if zeros else "R01", Level.LOOK, ORDERS.unit_price_idr, index=lines.index[at],
            content=format_rupiah(typed), suggestion=format_rupiah(usual), price=typed, usual=usual,
        )  # fmt: skip


def price_left_out(shop: Shop) -> Iterator[Problem]:
    """R06: neither the row nor Produk says what the item costs."""
    lines = shop.orders.lines
    bad = shop.orders.joined.bad.get("unit_price_idr", {})
    for at, (item, price) in enumerate(zip(lines.item, lines.price_idr, strict=True)):
        if price is None and item and lines.index[at] not in bad:
            yield shop.problem(
                lines.order[at], "R06", Level.FILL, ORDERS.unit_price_idr, index=lines.index[at],
                content=item, item=item,
            )  # fmt: skip


def discount_above_goods(shop: Shop) -> Iterator[Problem]:
    """T01: Diskon is more than the goods cost."""
    g = shop.orders
    for order, (discount, goods) in enumerate(
        zip(g.joined[ORDERS.discount_idr], g.subtotal_idr, strict=True)
    ):
        if discount and goods is not None and discount > goods:
            yield shop.problem(
                order, "T01", Level.EXCLUDES, ORDERS.discount_idr, content=format_rupiah(discount),
                discount=discount, goods=goods,
            )  # fmt: skip


def shipping_left_out(shop: Shop) -> Iterator[Problem]:
    """T02: a courier delivers and Ongkir is empty; mere information where that is the habit."""
    g, joined = shop.orders, shop.orders.joined
    fees, couriers = joined[ORDERS.shipping_fee_idr], joined[ORDERS.courier]
    unread = set(joined.bad.get("shipping_fee_idr", {}))
    billed = [bool(fee) for fee in fees]
    since = shop.today - dt.timedelta(days=30)
    recent = [
        paid
        for paid, day, courier, delivered in zip(
            billed, g.ordered_on, couriers, g.delivered, strict=True
        )
        if courier and delivered and day >= since
    ]
    habit = bool(recent) and recent.count(False) > _FREE_SHIPPING_SHOP * len(recent)
    level = Level.INFO if habit else Level.LOOK
    sent = joined[ORDERS.tracking_no]
    for order, paid in enumerate(billed):
        if paid or not couriers[order] or not g.delivered[order] or sent[order]:
            continue
        if not unread or not unread.intersection(joined.rows[order]):
            yield shop.problem(
                order, "T02", level, ORDERS.shipping_fee_idr, courier=couriers[order]
            )


def down_payment_above_total(shop: Shop) -> Iterator[Problem]:
    """T04: DP is the whole total or more."""
    g = shop.orders
    for order, (down, total) in enumerate(
        zip(g.joined[ORDERS.down_payment_idr], g.total_idr, strict=True)
    ):
        if down and total is not None and down >= total:
            yield shop.problem(
                order, "T04", Level.EXCLUDES, ORDERS.down_payment_idr, content=format_rupiah(down),
                down_payment=down, total=total,
            )  # fmt: skip
