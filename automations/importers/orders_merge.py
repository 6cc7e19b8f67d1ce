"""Which marketplace rows are the same, and what an export changes in the journal.

Same row = channel, order, SKU, product, variation and k-th twin.  A newer status wins by rank;
an older export never moves an order back.  Order-level money stays on one row of its order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS, MarketplaceLine

Key = tuple[str, str, str, str, str, int]
Values = dict[str, Any]  #: column key → value, ``None`` for blank

_RANK = {
    status: rank
    for rank, status in enumerate(
        ("unpaid", "to_ship", "shipping", "delivered", "received", "completed", "cancelled")
    )
}
_ORDER_MONEY = ("order_paid_idr", "shipping_paid_idr")
_COLUMNS = tuple(column.key for column in MARKETPLACE_ORDERS.columns())


def values_of(line: MarketplaceLine) -> Values:
    """The line as column values; blank is ``None`` throughout."""
    return {key: None if (value := getattr(line, key)) == "" else value for key in _COLUMNS}


def key_of(values: Mapping[str, Any]) -> Key:
    """Identity of a row, blank parts as ``""``, text without case."""
    return (
        str(values["channel"]).casefold(),
        str(values["marketplace_order_no"]),
        str(values["seller_sku"] or "").casefold(),
        str(values["product_name"] or "").casefold(),
        str(values["variation"] or "").casefold(),
        int(values["twin_no"]),
    )


def changed_rows(held: Iterable[Values], lines: Sequence[MarketplaceLine]) -> list[Values]:
    """The rows that *lines* add to or change in the journal rows *held*, and only those."""
    journal = {key_of(row): row for row in held}
    paying = {key[:2]: key for key, row in journal.items() if row["order_paid_idr"] is not None}
    changed: dict[Key, Values] = {}
    for order, rows in _by_order(lines).items():
        behind = [key for key, row in rows.items() if _older(journal.get(key), row)]
        if behind:  # one row behind: the whole order comes from an older export
            continue
        money = {
            name: next((r[name] for r in rows.values() if r[name] is not None), None)
            for name in _ORDER_MONEY
        }
        payer = paying.get(order, next(iter(rows)))
        if payer not in rows:
            rows = {payer: dict(journal[payer]), **rows}  # noqa: PLW2901 - its money is renewed
        for key, row in rows.items():
            row |= money if key == payer else dict.fromkeys(_ORDER_MONEY)  # noqa: PLW2901 - own copy
            new = _completed(journal.get(key), row)
            if new != journal.get(key):
                changed[key] = journal[key] = new
    return list(changed.values())


def named_rows(
    held: Iterable[Values], changed: Iterable[Values], item_of: Callable[[str, str, str], str]
) -> list[Values]:
    """*changed* and those of *held* whose item is another now, all with the item they mean.

    *item_of* answers SKU, product and variation with an item key, ``""`` where none fits.
    """
    meant: dict[tuple[str, str, str], str | None] = {}

    def named(row: Values) -> Values:
        texts = (row["seller_sku"] or "", row["product_name"] or "", row["variation"] or "")
        if texts not in meant:
            meant[texts] = item_of(*texts) or None
        return row if row["item"] == meant[texts] else row | {"item": meant[texts]}

    newer = {key_of(row): named(row) for row in changed}
    older = [(row, named(row)) for row in held]
    again = [new for row, new in older if new is not row and key_of(new) not in newer]
    return [*newer.values(), *again]


def _by_order(lines: Sequence[MarketplaceLine]) -> dict[tuple[str, str], dict[Key, Values]]:
    orders: dict[tuple[str, str], dict[Key, Values]] = {}
    for line in lines:
        values = values_of(line)
        key = key_of(values)
        orders.setdefault(key[:2], {})[key] = values
    return orders


def _older(held: Values | None, row: Values) -> bool:
    return held is not None and _RANK[row["status"]] < _RANK[held["status"]]


def _completed(held: Values | None, row: Values) -> Values:
    """The row with blanks filled from the journal; the same but for its source is the same."""
    if held is None:
        return row
    full = {
        key: held[key] if value is None and key not in _ORDER_MONEY else value
        for key, value in row.items()
    }
    same = all(full[key] == held[key] for key in _COLUMNS if key != "source")
    return held if same else full
