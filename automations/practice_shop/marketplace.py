"""A Shopee order export of the practice shop: ``Order.all``, one row per item, all text.

Columns, money with dot thousands and masked buyers follow formats.md 2.1.
"""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import xlsxwriter

from automations.practice_shop.catalogue import SOLD_OUT, Item, items
from automations.practice_shop.orders import EXPORT_DAYS
from automations.practice_shop.people import CITIES, City

ITEM_ROWS = 250
HEADERS = (
    "No. Pesanan", "Status Pesanan", "Alasan Pembatalan", "Status Pembatalan/ Pengembalian",
    "No. Resi", "Opsi Pengiriman", "Antar ke counter/ pick-up",
    "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)", "Waktu Pengiriman Diatur",
    "Waktu Pesanan Dibuat", "Waktu Pembayaran Dilakukan", "Metode Pembayaran", "SKU Induk",
    "Nama Produk", "Nomor Referensi SKU", "Nama Variasi", "Harga Awal", "Harga Setelah Diskon",
    "Jumlah", "Returned quantity", "Total Harga Produk", "Total Diskon", "Diskon Dari Penjual",
    "Diskon Dari Shopee", "Berat Produk", "Jumlah Produk di Pesan", "Total Berat",
    "Voucher Ditanggung Penjual", "Cashback Koin", "Voucher Ditanggung Shopee", "Paket Diskon",
    "Paket Diskon (Diskon dari Shopee)", "Paket Diskon (Diskon dari Penjual)",
    "Potongan Koin Shopee", "Diskon Kartu Kredit", "Ongkos Kirim Dibayar oleh Pembeli",
    "Estimasi Potongan Biaya Pengiriman", "Ongkos Kirim Pengembalian Barang", "Total Pembayaran",
    "Perkiraan Ongkos Kirim", "Catatan dari Pembeli", "Catatan", "Username (Pembeli)",
    "Nama Penerima", "No. Telepon", "Alamat Pengiriman", "Kota/Kabupaten", "Provinsi",
    "Waktu Pesanan Selesai",
)  # fmt: skip
_METHODS = {
    "COD (Bayar di Tempat)": 46, "Saldo ShopeePay": 18, "Online Payment": 14, "SPayLater": 16,
    "Indomaret/i.Saku": 6,
}  # fmt: skip
_SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_FREE_SHIPPING_IDR = 10_000
_KEPT_OF_100 = 88  #: what is left of the product total after Shopee's fees


@dataclass(frozen=True)
class ShopeeLine:
    """One item of a marketplace order; prices in whole rupiah."""

    item: Item
    qty: int
    deal_price_idr: int


@dataclass(frozen=True)
class ShopeeOrder:
    """One marketplace order as it happened."""

    no: str
    at: dt.datetime
    status: str
    method: str
    city: City
    username: str
    tracking_no: str
    lines: tuple[ShopeeLine, ...]
    done_at: dt.datetime | None = None

    @property
    def goods_idr(self) -> int:
        """The items after the seller's discount."""
        return sum(line.deal_price_idr * line.qty for line in self.lines)

    @property
    def cancelled(self) -> bool:
        """Whether nothing left the shelf."""
        return self.status == "Batal"


def shopee_orders(now: dt.datetime, random: Random) -> list[ShopeeOrder]:
    """Marketplace orders of the last 30 days with 250 item rows in all, oldest first."""
    first = dt.datetime.combine(now.date() - dt.timedelta(days=EXPORT_DAYS - 1), dt.time(6))
    shelf = [item for item in items() if item.key != SOLD_OUT]
    counts: list[int] = []
    while sum(counts) < ITEM_ROWS:
        counts.append(min(random.choices((1, 2, 3), (70, 20, 10))[0], ITEM_ROWS - sum(counts)))
    moments = sorted(first + (now - first) * random.random() for _ in counts)
    return [
        _order(at.replace(second=0, microsecond=0), many, shelf, now, random)
        for at, many in zip(moments, counts, strict=True)
    ]


def _order(
    at: dt.datetime, many: int, shelf: Sequence[Item], now: dt.datetime, random: Random
) -> ShopeeOrder:
    method = random.choices(list(_METHODS), list(_METHODS.values()))[0]
    age = (now - at).days
    status, done_at = "Perlu Dikirim", None
    if random.random() < 0.09:
        status = "Batal"
    elif age >= 8:
        status, done_at = "Selesai", at + dt.timedelta(days=7, minutes=random.randint(0, 600))
    elif age >= 5:
        until = at.date() + dt.timedelta(days=7)
        status = (
            f"Pesanan diterima, namun Pembeli masih dapat mengajukan pengembalian hingga {until}."
        )
    elif age >= 1:
        status = "Sedang Dikirim"
    elif method != "COD (Bayar di Tempat)" and random.random() < 0.15:
        status = "Belum Bayar"
    sent = status not in ("Batal", "Perlu Dikirim", "Belum Bayar")
    return ShopeeOrder(
        no=f"{at:%y%m%d}" + "".join(random.choices(_SIGNS, k=8)),
        at=at,
        status=status,
        method=method,
        city=random.choice(CITIES),
        username=f"pembeli.uji{random.randrange(1000, 9999)}",
        tracking_no=f"SPXID{random.randrange(10**12):012d}" if sent else "",
        lines=tuple(
            _line(item, random)
            for item in dict.fromkeys(
                random.choices(shelf, [item.liked for item in shelf], k=many * 4)
            )
        )[:many],
        done_at=done_at,
    )


def _line(item: Item, random: Random) -> ShopeeLine:
    discount = random.choice((0, 0, 3_000, 5_000)) if item.price_idr >= 35_000 else 0
    return ShopeeLine(item, random.choices((1, 2), (88, 12))[0], item.price_idr - discount)


def sales(orders: Iterable[ShopeeOrder]) -> list[tuple[str, dt.date, int]]:
    """What left the shelf: item key, day of payment, pieces."""
    return [
        (line.item.key, order.at.date(), line.qty)
        for order in orders
        if not order.cancelled and order.status != "Belum Bayar"
        for line in order.lines
    ]


def payouts(orders: Iterable[ShopeeOrder]) -> list[tuple[dt.date, int]]:
    """What Shopee pays into the bank account on Wednesdays: day, whole rupiah."""
    due: defaultdict[dt.date, int] = defaultdict(int)
    for order in orders:
        if order.done_at is not None:
            day = order.done_at.date()
            wednesday = day + dt.timedelta(days=(2 - day.weekday()) % 7 or 7)
            due[wednesday] += order.goods_idr * _KEPT_OF_100 // 100
    return sorted(due.items())


def export_xlsx(orders: Iterable[ShopeeOrder]) -> bytes:
    """The export as Shopee gives it: sheet ``orders``, 49 text columns; equal for equal orders."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False})
    newest = max((order.at for order in orders), default=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - wall clock
    book.set_properties({"created": newest})
    sheet = book.add_worksheet("orders")
    table = [HEADERS, *(row for order in orders for row in _rows(order))]
    for place, cells in enumerate(table):
        for column, text in enumerate(cells):
            sheet.write_string(place, column, text)
    book.close()
    return target.getvalue()


def _rows(order: ShopeeOrder) -> Iterable[tuple[str, ...]]:
    grams = sum(line.item.weight_g * line.qty for line in order.lines)
    estimate = order.city.fee_idr * -(-grams // 1000)
    helped = min(estimate, _FREE_SHIPPING_IDR)
    unpaid = order.cancelled or order.status == "Belum Bayar"
    shared = {
        "No. Pesanan": order.no,
        "Status Pesanan": order.status,
        "No. Resi": order.tracking_no,
        "Opsi Pengiriman": "SPX Standard",
        "Antar ke counter/ pick-up": "Pick Up" if order.tracking_no else "",
        "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)": _time(
            order.at + dt.timedelta(days=2)
        ),
        "Waktu Pengiriman Diatur": _time(order.at + dt.timedelta(hours=5))
        if order.tracking_no
        else "",
        "Waktu Pesanan Dibuat": _time(order.at),
        "Waktu Pembayaran Dilakukan": "" if unpaid else _time(order.at + dt.timedelta(minutes=2)),
        "Metode Pembayaran": order.method,
        "Jumlah Produk di Pesan": str(sum(line.qty for line in order.lines)),
        "Total Berat": f"{grams} gr",
        "Paket Diskon": "N",
        "Ongkos Kirim Dibayar oleh Pembeli": _dotted(estimate - helped),
        "Estimasi Potongan Biaya Pengiriman": _dotted(helped),
        "Total Pembayaran": _dotted(
            0 if order.cancelled else order.goods_idr + estimate - helped + 1_000
        ),
        "Perkiraan Ongkos Kirim": _dotted(estimate),
        "Username (Pembeli)": order.username,
        "Nama Penerima": f"{order.username[0].upper()}******{order.username[-1]}",
        "No. Telepon": "******" + order.username[-2:],
        "Alamat Pengiriman": f"******, {order.city.name.upper()}",
        "Kota/Kabupaten": f"KOTA {order.city.name.upper()}",
        "Provinsi": order.city.province.upper(),
        "Waktu Pesanan Selesai": _time(order.done_at) if order.done_at else "",
    }
    if order.cancelled:
        shared["Alasan Pembatalan"] = "Dibatalkan oleh Pembeli. Alasan: Ubah pesanan"
    for line in order.lines:
        own = shared | _item_cells(line)
        yield tuple(own.get(header, _blank(header)) for header in HEADERS)


def _item_cells(line: ShopeeLine) -> dict[str, str]:
    item, discount = line.item, (line.item.price_idr - line.deal_price_idr) * line.qty
    return {
        "Nama Produk": item.name,
        "Nomor Referensi SKU": item.sku,
        "Nama Variasi": item.variant,
        "Harga Awal": _dotted(item.price_idr),
        "Harga Setelah Diskon": _dotted(line.deal_price_idr),
        "Jumlah": str(line.qty),
        "Total Harga Produk": _dotted(line.deal_price_idr * line.qty),
        "Total Diskon": _dotted(discount),
        "Diskon Dari Penjual": _dotted(discount),
        "Berat Produk": f"{item.weight_g} gr",
    }


def _blank(header: str) -> str:
    money = ("Diskon", "Voucher", "Cashback", "Potongan", "Ongkos")
    return "0" if any(word in header for word in money) else ""


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _time(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
