"""Which required cells an order lacks; a cell that holds something unreadable is told, not missing."""

from collections.abc import Sequence

from automations.rules.gathering import Gathered
from sheet_schema.tabs.orders import ORDERS


def missing_columns(orders: Gathered) -> list[tuple[str, ...]]:
    """Per order the keys of its empty required columns.

    Toko, Live, Bazar need item and quantity; who collects needs a name; a parcel needs
    a recipient, phone, address and courier.
    """
    joined = orders.joined
    missing: list[list[str]] = [[] for _ in joined.numbers]
    _missing_lines(orders, missing)
    couriers, texts, typed_phones = (
        joined[ORDERS.courier], joined[ORDERS.buyer_text], joined[ORDERS.phone],
    )  # fmt: skip
    unread = orders_with_bad(
        orders, ("courier", "buyer_text", "phone", "address", "recipient_name")
    )
    for order, lacks in enumerate(missing):
        if orders.counter[order] and not orders.delivered[order]:
            continue
        bad = unread.get(order, ())
        needed = [("recipient_name", orders.name[order])]
        if orders.delivered[order]:
            phone = orders.phone[order] or typed_phones[order] or orders.buyer[order].phone_typed
            needed += [("phone", phone), ("address", orders.address[order])]
        empty = [key for key, value in needed if not value and key not in bad]
        if len(empty) == len(needed) and not texts[order] and "buyer_text" not in bad:
            empty = ["buyer_text"]
        lacks.extend(empty)
        if not couriers[order] and not orders.counter[order] and "courier" not in bad:
            lacks.append("courier")
    return [tuple(lacks) for lacks in missing]


def _missing_lines(orders: Gathered, missing: list[list[str]]) -> None:
    lines, joined = orders.lines, orders.joined
    bad_qty, bad_item = joined.bad.get("qty", {}), joined.bad.get("item", {})
    for order, index, qty in zip(lines.order, lines.index, lines.qty, strict=True):
        if qty is None and index not in bad_qty and "qty" not in missing[order]:
            missing[order].append("qty")
    items, quantities = joined.by_row["item"], joined.by_row["qty"]
    for order, indices in enumerate(joined.rows):
        if len(indices) == 1 and items[indices[0]]:
            continue
        lone = any(
            not items[i] and i not in bad_item and (quantities[i] is not None or i in bad_qty)
            for i in indices
        )
        none = not any(items[i] or i in bad_item for i in indices)
        if lone or none:
            missing[order].insert(0, "item")
        if none and all(quantities[i] is None and i not in bad_qty for i in indices):
            missing[order].insert(1, "qty")


def orders_with_bad(orders: Gathered, columns: Sequence[str]) -> dict[int, set[str]]:
    """Order → those of *columns* that hold something unreadable: told, hence not missing."""
    bad = orders.joined.bad
    if not any(column in bad for column in columns):
        return {}
    order_at = orders.joined.order_at()
    found: dict[int, set[str]] = {}
    for column in columns:
        for index in bad.get(column, ()):
            if index in order_at:
                found.setdefault(order_at[index], set()).add(column)
    return found
