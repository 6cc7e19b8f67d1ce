"""Kas of the practice shop: expenses, money carried to the bank, the drawer counted.

The drawer proves: opening count + cash sales − what was taken out = every later count.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from automations.practice_shop.orders import CASH, Order
from automations.practice_shop.people import FINANCE
from automations.practice_shop.shelf import Delivery
from automations.practice_shop.typed_rows import typed_day, typed_rupiah
from sheet_schema.cells import Cell

Row = dict[str, Cell]
BANK, DRAWER = "BCA", "Laci"
OPENING_DRAWER_IDR = 500_000
_KEEP_IDR = 300_000


@dataclass(frozen=True)
class Entry:
    """One row of Kas; negative is money out, a count is positive and no movement."""

    on: dt.date
    account: str
    category: str
    description: str
    amount_idr: int
    other_account: str = ""


def entries(
    orders: Iterable[Order],
    deliveries: Sequence[Delivery],
    days: tuple[dt.date, dt.date],
    random: Random,
) -> list[Entry]:
    """Everything in Kas between the first and the last of *days*, oldest first."""  # fmt: skip
    cash: Counter[dt.date] = Counter()
    for order in orders:
        if order.paid_via == CASH and order.paid_at is not None:
            cash[order.paid_at.date()] += order.total_idr
    bought = {delivery.on: delivery.cost_idr for delivery in deliveries}
    first, last = days
    drawer = OPENING_DRAWER_IDR
    made = [Entry(first, DRAWER, "Hitung Laci", "hitung laci awal", drawer)]
    for index in range((last - first).days + 1):
        day = first + dt.timedelta(days=index)
        if index:
            drawer += cash[day]
        if day == last:
            break
        if day in bought:
            made.append(
                Entry(day, BANK, "Beli barang (stok)", "belanja barang konveksi", -bought[day])
            )
        made += _bank_bills(day, random)
        if index and day.weekday() != 6 and random.random() < 0.35 and drawer > 150_000:
            spent = _small_expense(day, random)
            made.append(spent)
            drawer += spent.amount_idr
        if index and day.weekday() == 5:
            carried = (drawer - _KEEP_IDR) // 50_000 * 50_000
            if carried >= 50_000:
                made.append(Entry(day, DRAWER, "Pindah Kas", "setor tunai", -carried, BANK))
                drawer -= carried
            made.append(Entry(day, DRAWER, "Hitung Laci", "hitung laci", drawer))
    return made


def _bank_bills(day: dt.date, random: Random) -> list[Entry]:
    bills = []
    if day.day == 1:
        bills.append(Entry(day, BANK, "Sewa", "sewa kios bulan ini", -1_500_000))
        bills.append(Entry(day, BANK, "Gaji", "gaji Rina", -2_100_000))
        bills.append(Entry(day, BANK, "Gaji", "gaji Dewi", -1_900_000))
    if day.day == 20:
        amount = -random.randrange(310, 420) * 1000
        bills.append(Entry(day, BANK, "Listrik/Internet", "listrik dan internet", amount))
    if day.weekday() == 0:
        bills.append(Entry(day, BANK, "Iklan", "iklan Instagram", -250_000))
    if day.weekday() == 4:
        bills.append(Entry(day, BANK, "Ambil pribadi", "keperluan rumah", -3_500_000))
    if day.weekday() in (1, 4):
        amount = -random.randrange(480, 760) * 1000
        bills.append(Entry(day, BANK, "Bayar ekspedisi", "tagihan ekspedisi", amount))
    return bills


def _small_expense(day: dt.date, random: Random) -> Entry:
    category, description = random.choice(
        (
            ("Kemasan", "plastik dan lakban"),
            ("Transportasi", "bensin antar paket"),
            ("Operasional", "air galon"),
            ("Kantor", "kertas dan spidol"),
        )
    )
    return Entry(day, DRAWER, category, description, -random.randrange(8, 60) * 1000)


def cash_rows(made: Iterable[Entry], random: Random) -> list[Row]:
    """Rows of Kas as typed."""
    rows = []
    for entry in made:
        row: Row = {
            "entered_on": typed_day(entry.on, random),
            "account": entry.account,
            "category": entry.category,
            "description": entry.description,
            "entered_by": FINANCE,
        }
        side = "money_in_idr" if entry.amount_idr > 0 else "money_out_idr"
        row[side] = typed_rupiah(abs(entry.amount_idr), random)
        if entry.other_account:
            row["other_account"] = entry.other_account
        rows.append(row)
    return rows
