"""Shopee Seller Centre, "Pesanan Saya", export ``Order.all`` and its family: item rows.

Source: formats.md 2.1 (49 columns of a real export of September 2024).  Money is text with dots
as thousands; a money column that holds numbers has lost zeros somewhere and is refused by name.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from automations.importers.amounts import UnreadableAmountError, whole_rupiah
from automations.importers.refusals import UnusableFileError
from automations.importers.rows import HEADER_WITHIN, Rows, folded, trimmed
from automations.workbook.arrivals import MarketplaceArrival
from sheet_schema.cells import Cell, whole_text
from sheet_schema.tabs.marketplace_orders import MarketplaceLine

#: Column → names it has had; the first is the one of 2024.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "order_no": ("No. Pesanan",),
    "status": ("Status Pesanan",),
    "product": ("Nama Produk",),
    "variation": ("Nama Variasi",),
    "sku": ("Nomor Referensi SKU",),
    "parent_sku": ("SKU Induk",),
    "tracking_no": ("No. Resi",),
    "courier": ("Opsi Pengiriman",),
    "ship_by": ("Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)",),
    "created_at": ("Waktu Pesanan Dibuat",),
    "paid_at": ("Waktu Pembayaran Dilakukan",),
    "completed_at": ("Waktu Pesanan Selesai",),
    "qty": ("Jumlah", "Jumlah Produk Dipesan"),
    "buyer": ("Username (Pembeli)",),
    "city": ("Kota/Kabupaten",),
    "province": ("Provinsi",),
}
_MONEY: Mapping[str, tuple[str, ...]] = {
    "list_price": ("Harga Awal", "Harga Awal Produk"),
    "deal_price": ("Harga Setelah Diskon",),
    "goods_total": ("Total Harga Produk", "Dibayar Pembeli", "Subtotal Pesanan"),
    "seller_discount": ("Diskon Dari Penjual",),
    "platform_discount": ("Diskon Dari Shopee",),
    "seller_voucher": ("Voucher Ditanggung Penjual",),
    "shipping_paid": ("Ongkos Kirim Dibayar oleh Pembeli",),
    "order_paid": ("Total Pembayaran",),
}
_NAMES: Mapping[str, tuple[str, ...]] = {**_TEXTS, **_MONEY}
#: Money this importer does not use, proven readable all the same: one damaged column is a
#: damaged file.
_MONEY_BESIDE = (
    "Total Diskon", "Cashback Koin", "Voucher Ditanggung Shopee",
    "Paket Diskon (Diskon dari Shopee)", "Paket Diskon (Diskon dari Penjual)",
    "Potongan Koin Shopee", "Diskon Kartu Kredit", "Estimasi Potongan Biaya Pengiriman",
    "Ongkos Kirim Pengembalian Barang", "Perkiraan Ongkos Kirim",
)  # fmt: skip
_REQUIRED = (
    "order_no", "status", "product", "qty", "created_at", "deal_price", "goods_total", "order_paid",
)  # fmt: skip
_SIGNATURE = ("status pesanan", "waktu pesanan dibuat")  #: headers no other export has together
_STATUSES = (
    ("belum bayar", "unpaid"),
    ("perlu dikirim", "to_ship"),
    ("sedang dikirim", "shipping"),
    ("telah dikirim", "delivered"),
    ("pesanan diterima", "received"),
    ("selesai", "completed"),
    ("batal", "cancelled"),
    ("dibatalkan", "cancelled"),
)
_LEAST_PRICE = 99  #: rupiah; Shopee takes no lower price, so such a cell has lost its zeros
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True)
class _Item:
    """One row as texts and rupiah, by our column names; blank money is ``None``."""

    line_no: int
    texts: Mapping[str, str]
    money: Mapping[str, int | None]


@dataclass(frozen=True)
class ShopeeOrders:
    """The format ``Order.all``."""

    key: str = "shopee_order_all"
    channel: str = "Shopee"

    def claims(self, rows: Rows) -> bool:
        """Whether these rows are a Shopee order list, complete or not."""
        return _header_at(rows) is not None

    def parse(
        self, rows: Rows, *, source: str, reference_day: dt.date, store: str = ""
    ) -> MarketplaceArrival:
        """All item rows, or ``UnusableFileError`` that names column and line; never half a file."""
        del reference_day  # every time in this export has its year
        at = _header_at(rows)
        if at is None:
            raise UnusableFileError("unknown_format")
        header = [folded(cell) for cell in rows[at][1]]
        body = [(number, cells) for number, cells in rows[at + 1 :] if trimmed(cells)]
        if not body:
            raise UnusableFileError("empty")
        _check_money(header, body)  # damage says more than a missing column
        where = _columns(header, rows[at][0])
        items = [_item(number, cells, where) for number, cells in body]
        _check_orders(items)
        return MarketplaceArrival(source, self.channel, store, tuple(_lines(items, source, store)))


def _header_at(rows: Rows) -> int | None:
    for i, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        if set(_SIGNATURE) <= {folded(cell) for cell in cells}:
            return i
    return None


def _columns(header: Sequence[str], line: int) -> dict[str, int]:
    where: dict[str, int] = {}
    for key, names in _NAMES.items():
        place = next((header.index(folded(n)) for n in names if folded(n) in header), None)
        if place is not None:
            where[key] = place
    missing = [_NAMES[key][0] for key in _REQUIRED if key not in where]
    if missing:
        raise UnusableFileError("column_missing", ", ".join(missing), line=line)
    return where


def _check_money(header: Sequence[str], body: Rows) -> None:
    """Every money column must be text throughout: numbers there have lost their zeros."""
    names = [*(name for names in _MONEY.values() for name in names), *_MONEY_BESIDE]
    for name in names:
        if folded(name) not in header:
            continue
        place = header.index(folded(name))
        for number, cells in body:
            cell = cells[place] if place < len(cells) else ""
            if isinstance(cell, str):
                try:
                    if cell.strip():
                        whole_rupiah(cell)
                except UnreadableAmountError as error:
                    raise UnusableFileError(
                        "money_damaged", f"{name}: {cell}", line=number
                    ) from error
            elif cell != 0:
                raise UnusableFileError("money_damaged", f"{name}: {cell}", line=number)


def _item(number: int, cells: Sequence[Cell], where: Mapping[str, int]) -> _Item:
    def text(key: str) -> str:
        place = where.get(key)
        cell = cells[place] if place is not None and place < len(cells) else ""
        return " ".join(whole_text(cell).replace("\u00a0", " ").split())

    texts = {key: text(key) for key in _TEXTS}
    money = {key: whole_rupiah(text(key)) if text(key) else None for key in _MONEY}
    for key in ("order_no", "status"):
        if not texts[key]:
            raise UnusableFileError("line_unreadable", _TEXTS[key][0], line=number)
    if not re.fullmatch(r"\d{1,6}", texts["qty"]):
        raise UnusableFileError("line_unreadable", f"Jumlah: {texts['qty']}", line=number)
    price, total = money["deal_price"], money["goods_total"]
    if price is not None and 0 < price < _LEAST_PRICE:
        raise UnusableFileError("money_damaged", f"Harga Setelah Diskon: {price}", line=number)
    if price is None or total is None or price * int(texts["qty"]) != total:
        raise UnusableFileError(
            "total_disagrees",
            f"{texts['order_no']}: {price} × {texts['qty']} ≠ {total}",
            line=number,
        )
    return _Item(number, texts, money)


def _check_orders(items: Sequence[_Item]) -> None:
    """Order-level amounts repeat on every row of an order; a voucher may stand on one row only."""
    seen: dict[tuple[str, str], int] = {}
    for item in items:
        for key in ("order_paid", "shipping_paid", "seller_voucher"):
            amount = item.money[key] or 0
            held = seen.setdefault((item.texts["order_no"], key), amount)
            if held == amount:
                continue
            if key == "seller_voucher" and 0 in (held, amount):
                seen[item.texts["order_no"], key] = held or amount
                continue
            detail = f"{item.texts['order_no']}, {_MONEY[key][0]}: {held} / {amount}"
            raise UnusableFileError("order_disagrees", detail, line=item.line_no)


def _lines(items: Sequence[_Item], source: str, store: str) -> list[MarketplaceLine]:
    twins: dict[tuple[str, ...], int] = {}
    orders: set[str] = set()
    lines = []
    for item in items:
        text, money = item.texts, item.money
        order_no = text["order_no"]
        sku = text["sku"] or text["parent_sku"]
        twin = (order_no, sku, text["product"], text["variation"])
        twins[twin] = twins.get(twin, 0) + 1
        first = order_no not in orders
        orders.add(order_no)
        lines.append(
            MarketplaceLine(
                store=store or None,
                channel="Shopee",
                marketplace_order_no=order_no,
                seller_sku=sku or None,
                item=None,
                product_name=text["product"],
                variation=text["variation"] or None,
                twin_no=twins[twin],
                qty=int(text["qty"]),
                list_price_idr=money["list_price"],
                deal_price_idr=money["deal_price"],
                seller_discount_idr=money["seller_discount"],
                platform_discount_idr=money["platform_discount"],
                shipping_paid_idr=money["shipping_paid"] if first else None,
                order_paid_idr=money["order_paid"] if first else None,
                raw_status=text["status"],
                status=_status(text["status"], item.line_no),
                created_at=_moment(item, "created_at"),
                paid_at=_moment(item, "paid_at"),
                ship_by=_moment(item, "ship_by"),
                completed_at=_moment(item, "completed_at"),
                courier=text["courier"] or None,
                tracking_no=text["tracking_no"] or None,
                city=text["city"] or None,
                province=text["province"] or None,
                buyer=_masked(text["buyer"]) or None,
                source=source,
            )
        )
    return lines


def _status(raw: str, line_no: int) -> str:
    """The key of a status by how it begins; an unknown one is refused, never guessed."""
    for begin, key in _STATUSES:
        if raw.casefold().startswith(begin):
            return key
    raise UnusableFileError("line_unreadable", f"Status Pesanan: {raw}", line=line_no)


def _moment(item: _Item, key: str) -> dt.datetime | None:
    raw = item.texts[key]
    if raw in ("", "-"):
        return None
    shape = _MOMENT.fullmatch(raw)
    try:
        if shape is None:
            raise ValueError(raw)  # noqa: TRY301 - one way out for both
        year, month, day, hour, minute, second = (int(part or 0) for part in shape.groups())
        return dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the shop's wall clock
    except ValueError as error:
        raise UnusableFileError(
            "line_unreadable", f"{_TEXTS[key][0]}: {raw}", line=item.line_no
        ) from error


def _masked(name: str) -> str:
    """A buyer's user name with only its ends left; short ones are hidden whole."""
    if "*" in name or not name:
        return name
    return f"{name[0]}***{name[-1]}" if len(name) > 3 else "***"


FORMAT = ShopeeOrders()
