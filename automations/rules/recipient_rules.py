"""Rules about who gets the parcel and where: C01 C02 C04."""

from collections.abc import Iterator

from automations.rules import buyer_labels
from automations.rules.lists import cell_text
from automations.rules.phones import canonical_phone, shown_phone
from automations.rules.places import district_in
from automations.rules.shop import Shop
from automations.workbook.job import Level, Problem
from sheet_schema.tabs.orders import ORDERS

#: Label of the chat form → the typed column that stands in for it.
_TYPED = {
    buyer_labels.NAME: ORDERS.recipient_name,
    buyer_labels.PHONE: ORDERS.phone,
    buyer_labels.ADDRESS: ORDERS.address,
    buyer_labels.DISTRICT: ORDERS.city,
    buyer_labels.CITY: ORDERS.city,
    buyer_labels.POSTAL: ORDERS.postal_code,
}


def phone_unreadable(shop: Shop) -> Iterator[Problem]:
    """C01: a parcel without a valid phone, though something stands there."""
    g, typed_cells = shop.orders, shop.orders.joined[ORDERS.phone]
    for order, phone in enumerate(g.phone):
        if phone or not g.delivered[order]:
            continue
        typed = typed_cells[order] or g.buyer[order].phone_typed
        if typed:
            content = cell_text(typed)
            column = ORDERS.phone if typed_cells[order] else ORDERS.buyer_text
            yield shop.problem(
                order, "C01", Level.EXCLUDES, column, content=content,
                suggestion=_restored(typed), typed=content,
            )  # fmt: skip


def _restored(typed: str) -> str:
    """*typed* with its 0 back, where that alone makes it a number."""
    number = canonical_phone("0" + typed.lstrip("+0 "))
    return shown_phone(number) if number else ""


def address_without_place(shop: Shop) -> Iterator[Problem]:
    """C02: the address names neither kecamatan nor kota; not told once the parcel is gone."""
    g, joined = shop.orders, shop.orders.joined
    typed, sent = joined[ORDERS.address], joined[ORDERS.tracking_no]
    for order, city in enumerate(g.city):
        if city or not g.delivered[order] or not g.address[order] or sent[order]:
            continue
        if district_in(g.address[order]) or (g.buyer[order].district and not typed[order]):
            continue
        yield shop.problem(order, "C02", Level.LOOK, ORDERS.buyer_text)


def buyer_text_unclear(shop: Shop) -> Iterator[Problem]:
    """C04: two phones, or a label left empty, in Data Pembeli; a typed cell settles it."""
    g, joined = shop.orders, shop.orders.joined
    sent = joined[ORDERS.tracking_no]
    for order, buyer in enumerate(g.buyer):
        if sent[order] or not g.delivered[order] or not (buyer.empty or len(buyer.phones) > 1):
            continue
        if len(buyer.phones) > 1 and not joined[ORDERS.phone][order]:
            first, second = (shown_phone(number) for number in buyer.phones[:2])
            yield shop.problem(
                order, "C04", Level.FILL, ORDERS.buyer_text, phones=True, first=first, second=second
            )
            continue
        open_labels = [
            label
            for field, label in buyer.empty
            if not joined[_TYPED[field]][order] and not _known(shop, order, field)
        ]
        if open_labels:
            yield shop.problem(
                order,
                "C04",
                Level.FILL,
                ORDERS.buyer_text,
                phones=False,
                labels=", ".join(open_labels),
            )


def _known(shop: Shop, order: int, field: str) -> bool:
    """Whether the rest of the text tells what the label left out."""
    buyer = shop.orders.buyer[order]
    told = {
        buyer_labels.PHONE: buyer.phone,
        buyer_labels.DISTRICT: buyer.district,
        buyer_labels.CITY: buyer.city,
        buyer_labels.POSTAL: buyer.postal_code,
    }
    return bool(told.get(field))
