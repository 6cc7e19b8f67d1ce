"""Rows of Pesanan gathered into orders and lines, as every later job reads them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from automations.rules.buyer_text import Buyer, read_buyer
from automations.rules.items import Catalogue
from automations.rules.joined_rows import JoinedRows
from automations.rules.phones import canonical_phone
from automations.rules.places import city_in
from automations.rules.words import COUNTER_CHANNELS, PICKUP, RESELLER_CHANNEL, payment_of
from automations.workbook.settings import Settings
from sheet_schema.cells import fold
from sheet_schema.tabs.orders import ORDERS


@dataclass(frozen=True)
class FirstSeen:
    """What Buku Nota and the last read tell of an order's first day."""

    book: Mapping[str, dt.date | None] = field(default_factory=dict)  #: number → day first filled
    adopted: frozenset[str] = frozenset()
    today: dt.date = dt.date.max
    certain: bool = True  #: the last good read is recent: a new row was typed today
    uncertain_numbers: frozenset[str] = frozenset()  #: told D03 before, Tgl still blank

    def day(self, number: str) -> dt.date:
        """The day *number* was first seen filled; today when it is new."""
        return self.book.get(number) or self.today

    def is_certain(self, number: str) -> bool:
        """Whether that day is the day of typing."""
        if number in self.uncertain_numbers:
            return False
        return self.certain or self.book.get(number) is not None


@dataclass(frozen=True)
class Lines:
    """Rows of orders that name an item; one entry per line."""

    order: list[int]  #: position of its order
    index: list[int]  #: of its row in Pesanan
    typed: list[str]
    item: list[str]  #: item key, "" when not found
    qty: list[int | None]
    typed_price_idr: list[int | None]
    price_idr: list[int | None]  #: typed, else of Produk
    name: list[str]  #: identity within the order


@dataclass(frozen=True)
class Gathered:
    """Orders by position: what was joined, and what follows from it; one entry per order."""

    joined: JoinedRows
    lines: Lines
    ordered_on: list[dt.date]
    first_seen: list[dt.date]
    channel: list[str]
    reseller: list[bool]
    counter: list[bool]
    delivered: list[bool]
    paid_via: list[str]
    payment: list[tuple[str, str]]  #: kind, account
    buyer: list[Buyer]
    name: list[str]
    phone: list[str]
    address: list[str]
    city: list[str]
    subtotal_idr: list[int | None]
    total_idr: list[int | None]  #: without kode unik


def gather(
    joined: JoinedRows, catalogue: Catalogue, settings: Settings, seen: FirstSeen
) -> Gathered:
    """The orders of *joined*."""
    channel = [typed or settings.default_channel for typed in joined[ORDERS.channel]]
    words = {word: fold(word) for word in {*channel, *joined[ORDERS.courier]}}
    counter = [words[word] in COUNTER_CHANNELS for word in channel]
    reseller = [words[word] == RESELLER_CHANNEL for word in channel]
    delivered = [
        words[courier] not in PICKUP if courier else not on_the_spot
        for courier, on_the_spot in zip(joined[ORDERS.courier], counter, strict=True)
    ]
    paid_via = _paid_via(joined, counter, settings)
    accounts = tuple(account.name for account in settings.accounts)
    kinds = {word: payment_of(word, accounts) for word in set(paid_via)}
    first_seen = [seen.day(number) for number in joined.numbers]
    lines = gather_lines(joined, catalogue, reseller)
    subtotal = _subtotals(len(joined.numbers), lines)
    buyer = [read_buyer(text) for text in joined[ORDERS.buyer_text]]
    name, phone, address, city = _recipients(joined, buyer)
    return Gathered(
        joined,
        lines,
        ordered_on=[
            typed or first
            for typed, first in zip(joined[ORDERS.ordered_on], first_seen, strict=True)
        ],
        first_seen=first_seen,
        channel=channel,
        reseller=reseller,
        counter=counter,
        delivered=delivered,
        paid_via=paid_via,
        payment=[kinds[word] for word in paid_via],
        buyer=buyer,
        name=name,
        phone=phone,
        address=address,
        city=city,
        subtotal_idr=subtotal,
        total_idr=_totals(joined, subtotal),
    )


def _paid_via(joined: JoinedRows, counter: list[bool], settings: Settings) -> list[str]:
    usual = settings.default_paid_via or settings.paid_via_choices[0]
    on_the_spot = settings.default_paid_via_counter
    bad = joined.bad.get("paid_via", {})
    unread = {order for i, order in joined.order_at().items() if i in bad} if bad else set()
    return [
        typed or ("" if order in unread else on_the_spot if at_counter else usual)
        for order, (typed, at_counter) in enumerate(
            zip(joined[ORDERS.paid_via], counter, strict=True)
        )
    ]


def gather_lines(joined: JoinedRows, catalogue: Catalogue, reseller: list[bool]) -> Lines:
    """The lines of *joined*, each with its identity: item and k-th among equals."""
    item_cells, qty_cells = joined.by_row["item"], joined.by_row["qty"]
    price_cells, bad_price = joined.by_row["unit_price_idr"], joined.bad.get("unit_price_idr", {})
    resolved = {word: catalogue.resolve(word) for word in set(item_cells)}
    prices = {
        (item, kind): catalogue.price(item, reseller=kind)
        for item in {*resolved.values()}
        for kind in (False, True)
    }
    lines = Lines([], [], [], [], [], [], [], [])
    for order, indices in enumerate(joined.rows):
        here = [i for i in indices if item_cells[i]]
        names = [resolved[item_cells[i]] or " ".join(item_cells[i].split()) for i in here]
        if len(here) > 1:
            names = _numbered(names, [(qty_cells[i], price_cells[i]) for i in here])
        lines.name.extend(names)
        for i in here:
            item, typed_price = resolved[item_cells[i]], price_cells[i]
            lines.order.append(order)
            lines.index.append(i)
            lines.typed.append(item_cells[i])
            lines.item.append(item)
            lines.qty.append(qty_cells[i])
            lines.typed_price_idr.append(typed_price)
            lines.price_idr.append(
                typed_price
                if typed_price is not None or i in bad_price
                else prices[item, reseller[order]]
            )
    return lines


def _numbered(names: list[str], told: "list[tuple[int | None, int | None]]") -> list[str]:
    """*names* with ``#2`` and on for equals, counted in the order of quantity and price."""
    if len({name.casefold() for name in names}) == len(names):
        return names
    order = sorted(
        range(len(names)),
        key=lambda k: (names[k].casefold(), *((v is None, v or 0) for v in told[k])),
    )
    numbered, before, twin = list(names), "", 0
    for k in order:
        folded = names[k].casefold()
        twin = twin + 1 if folded == before else 1
        before = folded
        if twin > 1:
            numbered[k] = f"{names[k]} #{twin}"
    return numbered


def _subtotals(orders: int, lines: Lines) -> list[int | None]:
    """Goods per order; ``None`` without lines, or where a quantity or price is missing."""
    totals: list[int | None] = [None] * orders
    unknown: set[int] = set()
    for order, qty, price in zip(lines.order, lines.qty, lines.price_idr, strict=True):
        if qty is None or price is None:
            unknown.add(order)
        else:
            totals[order] = (totals[order] or 0) + qty * price
    for order in unknown:
        totals[order] = None
    return totals


def _totals(joined: JoinedRows, subtotal: list[int | None]) -> list[int | None]:
    money = zip(
        subtotal,
        joined[ORDERS.discount_idr],
        joined[ORDERS.shipping_fee_idr],
        joined[ORDERS.other_fee_idr],
        strict=True,
    )
    return [
        None if goods is None else goods - (discount or 0) + (shipping or 0) + (other or 0)
        for goods, discount, shipping, other in money
    ]


def _recipients(joined: JoinedRows, buyers: list[Buyer]) -> Any:
    """Name, phone, address and city per order; typed cells win over the chat text."""
    names = [
        typed or buyer.name
        for typed, buyer in zip(joined[ORDERS.recipient_name], buyers, strict=True)
    ]
    phones = [
        canonical_phone(typed) if typed else buyer.phone
        for typed, buyer in zip(joined[ORDERS.phone], buyers, strict=True)
    ]
    addresses = [
        _address(typed, postal, buyer)
        for typed, postal, buyer in zip(
            joined[ORDERS.address], joined[ORDERS.postal_code], buyers, strict=True
        )
    ]
    cities = [
        typed or (city_in(address) if address else buyer.city)
        for typed, address, buyer in zip(
            joined[ORDERS.city], joined[ORDERS.address], buyers, strict=True
        )
    ]
    return names, phones, addresses, cities


def _address(typed: str, postal: str, buyer: Buyer) -> str:
    address = typed or buyer.address
    code = postal or ("" if typed else buyer.postal_code)
    return f"{address} {code}" if address and code and code not in address else address
