"""The items of Produk: keys, the words people type for them, what a bundle holds.

Item key = SKU if typed, else ``Nama - Varian`` (workbook.md 2).  Compared without case; a
word that fits two items fits none.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from automations.stock.arrays import Ints
from automations.workbook.tables import Table
from sheet_schema.cells import KEY_SIGNS
from sheet_schema.tabs.products import PRODUCTS, Product

SAMPLE = "contoh"  #: key or note of a sample row, never counted
_PART = re.compile(r"^(?P<item>.+?)\s*(?:[×*]|\s[xX]|(?<=\S)[xX](?=\s*\d+$))\s*(?P<qty>\d{1,4})$")


def word(text: str) -> str:
    """*text* as items are compared: no case, single blanks."""
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Items:
    """The items of the shop, in the order of Produk; an item is its place here."""

    keys: tuple[str, ...]
    names: tuple[str, ...]  #: ``Nama - Varian``
    rows: tuple[int, ...]  #: row of each in the frame of Produk
    words: Mapping[str, int]
    parts: Mapping[int, tuple[tuple[int, int], ...]]  #: bundle → (item, pieces) of one bundle
    unknown_parts: frozenset[int] = frozenset()  #: bundles of which a part was not found

    def places(self, typed: Iterable[str]) -> Ints:
        """The place of each of *typed* words, -1 where none or several fit."""
        codes, texts = pd.factorize(np.array(list(typed), object))
        found = [self.words.get(word(text), -1) for text in texts.tolist()]
        return np.array(found, np.int64)[codes] if found else np.full(len(codes), -1, np.int64)

    def __len__(self) -> int:
        """How many items."""
        return len(self.keys)


def items_of(products: Table[Product]) -> Items:
    """The items of Produk; sample rows and rows without a name or SKU are left out."""
    keys: list[str] = []
    names: list[str] = []
    rows: list[int] = []
    bundles: list[str] = []
    strong: dict[str, int] = {}
    weak: list[tuple[str, int]] = []  # full name, barcode, old names
    bare: list[tuple[str, int]] = []  # the name without its variant
    columns = (PRODUCTS.sku, PRODUCTS.name, PRODUCTS.variant, PRODUCTS.bundle)
    more = zip(
        products[PRODUCTS.barcode].tolist(), products[PRODUCTS.old_names].tolist(), strict=True
    )
    values = zip(*(products[column].tolist() for column in columns), more, strict=True)
    for row, (sku, name, variant, bundle, (barcode, old_names)) in enumerate(values):
        full = f"{name} - {variant}" if variant else name
        key = sku or full
        if not key or SAMPLE in (word(sku), word(key)) or word(key) in strong:
            continue
        place = len(keys)
        strong[word(key)] = place
        keys.append(key)
        names.append(full or key)
        rows.append(row)
        bundles.append(bundle)
        weak += [(text, place) for text in (full, barcode, *old_names.split(";")) if text.strip()]
        bare.append((name, place))
    words = _single(bare) | _single(weak) | strong
    parts, unknown = _parts(bundles, words)
    return Items(tuple(keys), tuple(names), tuple(rows), words, parts, unknown)


def _single(said: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The words that only one item bears."""
    bearers: dict[str, set[int]] = {}
    for text, place in said:
        bearers.setdefault(word(text), set()).add(place)
    return {text: next(iter(places)) for text, places in bearers.items() if len(places) == 1}


def _parts(
    bundles: Sequence[str], words: Mapping[str, int]
) -> tuple[dict[int, tuple[tuple[int, int], ...]], frozenset[int]]:
    """Bundles down to what stands on a shelf; one that holds itself, or a stranger, is unknown."""
    direct: dict[int, dict[int, int]] = {}
    unknown: set[int] = set()
    for place, text in enumerate(bundles):
        for entry in filter(None, (part.strip() for part in text.split(";"))):
            shape = _PART.match(entry)
            part = words.get(word(shape["item"] if shape else entry), -1)
            pieces = int(shape["qty"]) if shape else 1
            if part < 0 or pieces == 0:
                unknown.add(place)
                continue
            held = direct.setdefault(place, {})
            held[part] = held.get(part, 0) + pieces
    flat: dict[int, tuple[tuple[int, int], ...]] = {}
    for place in direct:
        whole = _flatten(place, direct, (place,))
        if whole is None:
            unknown.add(place)
        else:
            flat[place] = tuple(sorted(whole.items()))
    return {p: held for p, held in flat.items() if p not in unknown}, frozenset(unknown)


def _flatten(
    place: int, direct: Mapping[int, Mapping[int, int]], path: tuple[int, ...]
) -> dict[int, int] | None:
    whole: dict[int, int] = {}
    for part, pieces in direct[place].items():
        if part in path:
            return None
        inner = _flatten(part, direct, (*path, part)) if part in direct else {part: 1}
        if inner is None:
            return None
        for leaf, each in inner.items():
            whole[leaf] = whole.get(leaf, 0) + pieces * each
    return whole


def stand_in(key: str) -> str:
    """*key* itself where it may stand in a code, else six signs that stay the same for it."""
    if len(key) <= 20 and all(sign in KEY_SIGNS for sign in key):
        return key.upper()
    return base64.b32encode(hashlib.sha256(word(key).encode()).digest())[:6].decode()
