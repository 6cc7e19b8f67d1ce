"""Marketplace rows as arrays of a day: paid, else completed, else ordered (workbook.md 8).

Omzet = deal price × pieces of rows neither cancelled nor unpaid; what buyers paid is taken once
per order of status completed.  The two never mean the same and are always named.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from automations.recaps.axis import NEVER, Flags, Floats, Ints, amounts, day_numbers, texts
from automations.workbook.tables import Table
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS, MarketplaceLine


@dataclass(frozen=True)
class MarketplaceRows:
    """Every item row, and which rows stand first for their order."""

    day: Ints  #: Tanggal omzet of the row
    created: Ints
    valid: Flags
    completed: Flags
    cancelled: Flags
    revenue: Floats  #: 0 on rows that are not valid; NaN where the deal price is unknown
    discount: Floats
    qty: Ints
    item: npt.NDArray[np.object_]
    title: npt.NDArray[np.object_]  #: product and variation as the marketplace names them
    first: Flags  #: the first row of its order
    paid: Floats  #: on the first row of a completed order, else 0
    buyer: npt.NDArray[np.object_]  #: store and username, "" without a username
    moment: Ints  #: second of the day's moment; ``NEVER`` where unknown

    @property
    def reached(self) -> Ints:
        """The days that the exports speak of."""
        return np.concatenate([self.day, self.created])


def marketplace_rows(rows: Table[MarketplaceLine]) -> MarketplaceRows:
    """The rows of Pesanan Marketplace as arrays."""
    status = texts(rows[MARKETPLACE_ORDERS.status])
    valid = (status != "cancelled") & (status != "unpaid")
    completed = status == "completed"
    qty = rows[MARKETPLACE_ORDERS.qty].to_numpy(dtype=np.int64, na_value=0)
    moments = [
        rows[column].to_numpy().astype("datetime64[s]").astype(np.int64)
        for column in (
            MARKETPLACE_ORDERS.paid_at,
            MARKETPLACE_ORDERS.completed_at,
            MARKETPLACE_ORDERS.created_at,
        )
    ]
    moment = np.where(
        moments[0] != NEVER, moments[0], np.where(moments[1] != NEVER, moments[1], moments[2])
    )
    created = day_numbers(rows[MARKETPLACE_ORDERS.created_at])
    day = np.where(moment == NEVER, NEVER, moment // 86400)
    first, paid = _per_order(rows, completed)
    deal = amounts(rows[MARKETPLACE_ORDERS.deal_price_idr])
    return MarketplaceRows(
        day,
        np.where(created == NEVER, day, created),
        valid,
        completed,
        status == "cancelled",
        np.where(valid, deal * qty, 0.0),
        np.where(valid, np.nan_to_num(amounts(rows[MARKETPLACE_ORDERS.seller_discount_idr])), 0.0),
        qty,
        texts(rows[MARKETPLACE_ORDERS.item]),
        _titles(rows),
        first,
        paid,
        _buyers(rows),
        moment,
    )


def _per_order(rows: Table[MarketplaceLine], completed: Flags) -> tuple[Flags, Floats]:
    """First rows, and there what the buyer paid: the largest told, since it is told once."""
    channel, numbers = (
        texts(rows[MARKETPLACE_ORDERS.channel]),
        texts(rows[MARKETPLACE_ORDERS.marketplace_order_no]),
    )
    codes, _ = pd.factorize(channel + "|" + numbers)
    first = np.zeros(len(codes), bool)
    first[np.unique(codes, return_index=True)[1]] = True
    told = np.zeros(len(codes))
    if len(codes):
        paid = np.nan_to_num(amounts(rows[MARKETPLACE_ORDERS.order_paid_idr])) * completed
        largest = np.zeros(codes.max() + 1)
        np.maximum.at(largest, codes, paid)
        told[first] = largest[codes[first]]
    return first, told


def _titles(rows: Table[MarketplaceLine]) -> npt.NDArray[np.object_]:
    pairs = zip(
        rows[MARKETPLACE_ORDERS.product_name].tolist(),
        rows[MARKETPLACE_ORDERS.variation].tolist(),
        strict=True,
    )
    return np.array([f"{name} - {kind}" if kind else name for name, kind in pairs], object)


def _buyers(rows: Table[MarketplaceLine]) -> npt.NDArray[np.object_]:
    pairs = zip(
        rows[MARKETPLACE_ORDERS.channel].tolist(),
        rows[MARKETPLACE_ORDERS.store].tolist(),
        rows[MARKETPLACE_ORDERS.buyer].tolist(),
        strict=True,
    )
    return np.array([f"{ch}|{store}|{who}" if who else "" for ch, store, who in pairs], object)
