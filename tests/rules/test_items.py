"""What a typed item means, and what is proposed when nothing fits."""

import pytest

from automations.rules.items import Catalogue, catalogue_of
from sheet_schema.tabs.products import PRODUCTS
from tests.drawing import tables

PRODUK = """
[products]
sku | name | variant | price_idr | reseller_price_idr | barcode | old_names | active
 | Kaos Polos | Hitam L | 85_000 | | '8991234567890 | Kaos Hitam; Oblong L |
 | Kaos Polos | Putih M | 85_000 | 80_000 | | |
KMJ-1 | Kemeja | Merah | 120_000 | | | |
 | Topi | | | | | |
contoh | Kaos Contoh | X | 1 | | | |
"""


def catalogue(text: str = PRODUK) -> Catalogue:
    return catalogue_of(tables(text)[PRODUCTS])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Kaos Polos - Hitam L", "Kaos Polos - Hitam L"),
        ("kaos  polos - hitam l", "Kaos Polos - Hitam L"),
        ("8991234567890", "Kaos Polos - Hitam L"),
        ("oblong l", "Kaos Polos - Hitam L"),
        ("kmj-1", "KMJ-1"),
        ("Kemeja - Merah", "KMJ-1"),
        ("Kemeja", "KMJ-1"),
        ("Topi", "Topi"),
        ("Kaos Polos", ""),
        ("Kaos Contoh - X", ""),
        ("Sandal", ""),
        ("", ""),
    ],
)
def test_an_item_is_named_by_key_sku_barcode_old_name_or_a_name_that_fits_once(
    typed: str, key: str
) -> None:
    assert catalogue().resolve(typed) == key


def test_at_most_three_neighbours_are_proposed() -> None:
    assert catalogue().suggest("kaos polos hitm L")[0] == "Kaos Polos - Hitam L"
    assert len(catalogue().suggest("Kaos")) <= 3
    assert catalogue().suggest("zzzz") == ()


def test_a_reseller_pays_the_reseller_price_and_a_blank_one_is_no_price() -> None:
    assert catalogue().price("Kaos Polos - Putih M", reseller=True) == 80_000
    assert catalogue().price("Kaos Polos - Hitam L", reseller=True) is None
    assert catalogue().price("Topi", reseller=False) is None


def test_one_word_for_two_products_names_neither() -> None:
    two = catalogue("""
        [products]
        sku | name | price_idr | barcode
        A | Kaos | 10_000 | 'X1
        B | Topi | 20_000 | 'X1
    """)

    assert two.resolve("X1") == ""
    assert two.resolve("A") == "A"


def test_a_product_that_stands_twice_with_two_prices_has_none() -> None:
    twice = catalogue("""
        [products]
        name | variant | price_idr
        Kaos | L | 85_000
        Kaos | L | 95_000
    """)

    assert twice.price("Kaos - L", reseller=False) is None
