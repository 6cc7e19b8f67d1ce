"""What Toko Melati sells: about 60 items with variants, and the rows of Produk as typed.

Prices are multiples of 500, so that kode unik keeps transfer totals apart.
"""

from dataclasses import dataclass
from random import Random

from sheet_schema.cells import Cell

Row = dict[str, Cell]


@dataclass(frozen=True)
class Item:
    """One thing on the shelf; rupiah whole."""

    name: str
    variant: str
    category: str
    price_idr: int
    cost_idr: int
    weight_g: int
    liked: int  #: how often it is bought, against the others
    reseller_price_idr: int
    sku: str = ""

    @property
    def key(self) -> str:
        """The SKU, else ``Name - Variant``: how other tabs call it."""
        return self.sku or (f"{self.name} - {self.variant}" if self.variant else self.name)


@dataclass(frozen=True)
class _Range:
    name: str
    category: str
    price_idr: int
    cost_idr: int
    weight_g: int
    liked: int
    variants: str
    reseller_price_idr: int
    sku: str = ""


_RANGES = (
    _Range("Kaos Polos", "Kaos", 85_000, 52_000, 200, 9,
           "Hitam M;Hitam L;Hitam XL;Putih M;Putih L;Putih XL;Navy M;Navy L;Navy XL", 75_000),
    _Range("Kaos Anak", "Kaos", 55_000, 31_000, 120, 4, "Kuning S;Kuning M;Biru S;Biru M", 48_000),
    _Range("Gamis Melur", "Gamis", 245_000, 158_000, 600, 4,
           "Maroon M;Maroon L;Sage M;Sage L;Hitam M;Hitam L", 215_000),
    _Range("Tunik Anggrek", "Atasan", 165_000, 101_000, 350, 4,
           "Mocca M;Mocca L;Dusty M;Dusty L", 143_500),
    _Range("Kerudung Segi Empat", "Kerudung", 35_000, 18_500, 100, 9,
           "Hitam;Mocca;Maroon;Sage;Navy;Putih;Dusty", 29_500),
    _Range("Pashmina Ceruty", "Kerudung", 48_500, 27_000, 150, 8,
           "Hitam;Mocca;Milo;Lilac;Broken White", 42_000),
    _Range("Bergo Instan", "Kerudung", 59_000, 34_000, 180, 5, "Hitam M;Hitam L;Mocca M;Mocca L", 51_500),
    _Range("Rok Plisket", "Bawahan", 99_000, 61_000, 350, 4, "Hitam;Mocca;Army", 86_000),
    _Range("Celana Kulot", "Bawahan", 119_500, 73_000, 400, 4,
           "Hitam M;Hitam L;Krem M;Krem L", 104_000),
    _Range("Mukena Travel", "Ibadah", 189_000, 118_000, 500, 3, "Lilac;Sage;Hitam", 164_500),
    _Range("Inner Manset", "Atasan", 45_000, 25_500, 150, 3, "Hitam;Putih", 39_000),
    _Range("Ciput Ninja", "Aksesori", 18_000, 8_500, 40, 6, "Hitam;Putih;Cokelat", 15_500),
    _Range("Kaos Kaki Wudhu", "Aksesori", 15_000, 7_000, 40, 5, "Hitam;Krem", 13_000),
    _Range("Sajadah Lipat", "Ibadah", 65_000, 38_500, 300, 2, "", 56_500, sku="SJD-01"),
    _Range("Bros Bunga", "Aksesori", 12_500, 5_000, 20, 4, "", 11_000, sku="BROS-01"),
    _Range("Tas Serut", "Aksesori", 25_000, 12_500, 80, 2, "", 22_000, sku="TAS-01"),
    _Range("Kotak Kado", "Aksesori", 20_000, 9_000, 150, 2, "", 17_500, sku="KADO-01"),
)  # fmt: skip

#: Never counted: sold all the time, never minus, never in alarms.
NEVER_COUNTED = frozenset({"KADO-01", "TAS-01", "Kaos Kaki Wudhu - Krem"})
#: Bought in for the last time two weeks ago.
RUNNING_LOW = (
    "Kaos Polos - Hitam L",
    "Pashmina Ceruty - Mocca",
    "Gamis Melur - Sage M",
    "Kerudung Segi Empat - Dusty",
)
SOLD_OUT = "Mukena Travel - Lilac"
_MESSY_PRICES = {
    "Tunik Anggrek - Mocca M": "Rp 165.000",
    "Kaos Polos - Hitam M": "85rb",
    "Rok Plisket - Army": "99k",
    "Bros Bunga": "12.500,-",
}
_OLD_NAMES = {"Kaos Polos - Hitam L": "KPH-L; Kaos Hitam L", "SJD-01": "Sajadah Travel"}


def items() -> tuple[Item, ...]:
    """Everything that is sold, in the order of Produk."""
    return tuple(
        Item(
            each.name, variant, each.category, each.price_idr, each.cost_idr, each.weight_g,
            each.liked, each.reseller_price_idr, each.sku,
        )
        for each in _RANGES
        for variant in each.variants.split(";")
    )  # fmt: skip


def product_rows(random: Random) -> list[Row]:
    """Rows of Produk as typed: some prices in words, some cells never filled."""
    rows = [_row(item, random) for item in items()]
    rows.append(
        {
            "name": "Kaos Raglan",
            "variant": "Merah L",
            "category": "Kaos",
            "price_idr": 79_000,
            "cost_idr": 47_000,
            "active": "Tidak",
        }
    )
    return rows


def _row(item: Item, random: Random) -> Row:
    spoken = f"{item.name} - {item.variant}" if item.variant else item.name
    row: Row = {
        "name": item.name,
        "category": item.category,
        "price_idr": _MESSY_PRICES.get(spoken, item.price_idr),
        "reseller_price_idr": item.reseller_price_idr,
        "cost_idr": item.cost_idr,
        "weight_g": item.weight_g,
        "active": "Ya",
    }
    if item.sku:
        row["sku"] = item.sku
    if item.variant:
        row["variant"] = item.variant
    if item.liked >= 8:
        row["min_stock"] = 12
        row["lead_time_days"] = 3
        row["order_multiple"] = 6
    if random.random() < 0.4:
        row["supplier"] = "Konveksi Anyelir" if item.cost_idr > 30_000 else "Grosir Kenanga"
    if item.key in _OLD_NAMES:
        row["old_names"] = _OLD_NAMES[item.key]
    return row
