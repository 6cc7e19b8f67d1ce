"""What a typed item means: Produk as look-ups, and the nearest names when nothing fits.

An item is named by its key, SKU, barcode, an old name, or the exact name where only one fits;
two products that answer to one word answer to none.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from automations.rules.lists import ints, texts
from automations.rules.words import is_sample
from automations.workbook.tables import Table
from sheet_schema.tabs.products import PRODUCTS, Product


@dataclass(frozen=True)
class Item:
    """One product; prices are ``None`` where Produk has none, or two that differ."""

    key: str
    name: str
    row: int  #: index in the table of Produk
    price_idr: int | None
    reseller_price_idr: int | None
    active: bool


@dataclass(frozen=True)
class Catalogue:
    """Produk by every word that names an item."""

    items: Mapping[str, Item] = field(default_factory=dict)  #: item key → item, in sheet order
    keys: Mapping[str, str] = field(default_factory=dict)  #: word as compared → item key
    words: Mapping[str, str] = field(default_factory=dict)  #: word as written → item key

    def resolve(self, typed: str) -> str:
        """The item key that *typed* names, ``""`` when none or several do."""
        return self.keys.get(as_compared(typed), "")

    def suggest(self, typed: str) -> tuple[str, ...]:
        """At most three item keys that look like *typed*, best first."""
        return tuple(dict.fromkeys(self.words[word] for word in nearest(typed, tuple(self.words))))[
            :3
        ]

    def price(self, item: str, *, reseller: bool) -> int | None:
        """Today's price of an item key; a reseller's only where it is filled."""
        found = self.items.get(item)
        if found is None:
            return None
        return found.reseller_price_idr if reseller else found.price_idr


def as_compared(word: str) -> str:
    """*word* as item words are compared: no case, single blanks."""
    return " ".join(word.split()).casefold()


@lru_cache(maxsize=4096)
def nearest(typed: str, words: tuple[str, ...], limit: int = 5) -> tuple[str, ...]:
    """The *words* most like *typed*, best first; none that is far off."""
    found = process.extract(
        typed, words, scorer=fuzz.WRatio, processor=as_compared, score_cutoff=60, limit=limit
    )
    return tuple(word for word, _, _ in found)


def item_key(sku: str, name: str, variant: str) -> str:
    """The key of a product: its SKU, else ``Nama - Varian``."""
    return sku or (f"{name} - {variant}" if variant else name)


def catalogue_of(products: Table[Product]) -> Catalogue:
    """The catalogue of Produk; sample rows and rows without a name are left out."""
    names, variants = texts(products, PRODUCTS.name), texts(products, PRODUCTS.variant)
    skus, barcodes = texts(products, PRODUCTS.sku), texts(products, PRODUCTS.barcode)
    prices, resellers = (
        ints(products, PRODUCTS.price_idr),
        ints(products, PRODUCTS.reseller_price_idr),
    )
    actives, old = texts(products, PRODUCTS.active), texts(products, PRODUCTS.old_names)
    items: dict[str, Item] = {}
    by_compared: dict[str, str] = {}
    said: list[tuple[str, str, int]] = []  # word, item key, rank: own keys before names
    for i, name in enumerate(names):
        key = item_key(skus[i], name, variants[i])
        if not key or is_sample(key) or is_sample(name):
            continue
        key = by_compared.setdefault(as_compared(key), key)
        item = Item(
            key, item_key("", name, variants[i]), i, prices[i], resellers[i], actives[i] != "no"
        )
        items[key] = _joined(items[key], item) if key in items else item
        said += [(key, key, 0), (item.name, key, 1), (name, key, 2)]
        said += [(word, key, 1) for word in (barcodes[i], *old[i].split(";")) if word.strip()]
    return Catalogue(items, *_answers(said))


def _joined(first: Item, again: Item) -> Item:
    """One key on two rows: a price that differs between them is no price."""
    return Item(
        first.key,
        first.name,
        first.row,
        first.price_idr if first.price_idr == again.price_idr else None,
        first.reseller_price_idr if first.reseller_price_idr == again.reseller_price_idr else None,
        first.active or again.active,
    )


def _answers(said: Iterable[tuple[str, str, int]]) -> tuple[dict[str, str], dict[str, str]]:
    """Words → item key, only where the best rank names one item alone."""
    best: dict[str, tuple[int, set[str]]] = {}
    spelled: dict[str, str] = {}
    for word, key, rank in said:
        compared = as_compared(word)
        if not compared:
            continue
        spelled.setdefault(compared, " ".join(word.split()))
        held = best.get(compared)
        if held is None or rank < held[0]:
            best[compared] = (rank, {key})
        elif rank == held[0]:
            held[1].add(key)
    keys = {word: next(iter(named)) for word, (_, named) in best.items() if len(named) == 1}
    return keys, {spelled[word]: key for word, key in keys.items()}
