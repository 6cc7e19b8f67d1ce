"""Every formula of the workbook, as printed in its specification, on small drawn sheets."""

import pytest

from automations.localsheets.formulas import CellError, InsertCells, move_references
from tests.localsheets.formulas.drawn import Book

P1 = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Status";'
    'IF($B$1:$B&$D$1:$D&$E$1:$E&$F$1:$F&$M$1:$M&$O$1:$O="";"";'
    'IF($A$1:$A="";"⚠ pilih No. Nota";'
    'IFERROR(VLOOKUP($A$1:$A&"";\'_Nota\'!$A$1:$J;4;FALSE);"⏳")))))'
)
P1_CODE = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Kode Unik";'
    'IF($B$1:$B&$D$1:$D&$E$1:$E&$F$1:$F&$M$1:$M&$O$1:$O="";"";'
    'IF($A$1:$A="";"⚠ pilih No. Nota";'
    'IFERROR(VLOOKUP($A$1:$A&"";\'Buku Nota\'!$A$1:$B;2;FALSE);"⏳")))))'
)
P1_WITHOUT_KEY = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Cek";IF($B$1:$B&$C$1:$C&$D$1:$D="";"";'
    'IFERROR(VLOOKUP("stock_movements|"&IF(ISNUMBER($A$1:$A);$A$1:$A*1;$A$1:$A)'
    '&"|"&$B$1:$B&"|"&$C$1:$C&"|"&$D$1:$D;\'_Baris\'!$A$1:$I;3;FALSE);"⏳"))))'
)
P1_PRODUCTS = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Cek";IF($A$1:$A&$B$1:$B="";"";'
    'IFERROR(VLOOKUP("products|"&IF($A$1:$A="";$B$1:$B&IF($C$1:$C="";"";" - "&$C$1:$C);$A$1:$A);'
    "'_Baris'!$A$1:$I;3;FALSE);\"⏳\"))))"
)
P2 = (
    '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Subtotal";IF($E$1:$E="";"";IF($F$1:$F="";"";'
    'IFERROR($F$1:$F*IF($V$1:$V="";IFERROR(VLOOKUP($A$1:$A&"|"&$E$1:$E;\'_Harga\'!$A$1:$B;2;FALSE);'
    'VLOOKUP($E$1:$E&"";\'_Harga\'!$A$1:$B;2;FALSE));$V$1:$V);"⚠ cek barang")))))'
)
CALCULATOR = {
    "C21": '=IF($C$20="";"";IF(COUNTIFS(\'Pesanan\'!$A$1:$A;$C$20;\'Pesanan\'!$AH$1:$AH;"⚠*")>0;'
    "\"⚠ cek barang\";SUMIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$AH$1:$AH)))",
    "C22": "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$G$1:$G);0)",
    "C23": "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$H$1:$H);0)",
    "C24": "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$W$1:$W);0)",
    "C25": "=IFERROR(VLOOKUP($C$20&\"\";'Buku Nota'!$A$1:$B;2;FALSE);0)",
    "C26": '=IFERROR($C$21-$C$22+$C$23+$C$24+$C$25;"")',
    "C27": '=IFERROR($C$26-$C$25;"")',
    "C28": '=IF($C$20="";"";IFERROR(VLOOKUP($C$20&"";\'_Nota\'!$A$1:$J;2;FALSE);"⏳"))',
}
PASTE = '=IFERROR(VLOOKUP("paste_bank|";\'_Baris\'!$A$1:$I;3;FALSE);"")'
HEARTBEAT = (
    "=IF((NOW()-'_Mesin'!$B$8)*1440>30;"
    '"⚠ bot diam "&ROUND((NOW()-\'_Mesin\'!$B$8)*1440;0)&" menit";"✅ bot jalan")'
)
LINK = (
    '=IFERROR(HYPERLINK("http://127.0.0.1:1/spreadsheets/d/x/edit?gid=7#gid=7&range=A"'
    '&(MATCH("N4217";\'Pesanan\'!$A$1:$A;0)+ROW(\'Pesanan\'!$A$1)-1);"N4217 ↗");"N4217")'
)

ORDERS = """
No. Nota | Pembeli | | HP | Barang | Qty | Diskon | Ongkir
N4217 | Ani | | | Gamis - XL | 2 | 5000 | 10000
n4217 | | | | Jilbab | 1 | | 10000
N4218 | Budi | | | Jilbab | 3 | |
 | Caca | | | Topi | 1 | |
N4219 | | | | | | |
N4220 | Dedi | | | Topi | 1 | |
"""
NOTAS = """
No. Nota | Total | Cek | Status | Bayar
contoh | | contoh | |
N4217 | 321017 | ✅ | Lunas | ✅ 321.017
N4218 | 150000 | ✅ | Belum bayar | ⏳
"""
PRICES = """
Kunci | Harga
Gamis - XL | 150000
Jilbab | 25000
N4217|Jilbab | 20000
Topi | harga?
"""


@pytest.fixture
def book() -> Book:
    made = Book()
    made.draw("Pesanan", ORDERS, size=(9, 36))
    made.draw("_Nota", NOTAS, size=(8, 10))
    made.draw("_Harga", PRICES, size=(8, 6))
    made.draw("Buku Nota", "No. Nota | Kode Unik\nN4217 | 17\nN4218 | 18", size=(6, 9))
    return made


def test_p1_shows_what_the_bot_says_beside_each_row(book: Book) -> None:
    book.put("Pesanan", "T1", P1)

    assert book.strip("Pesanan", "T") == [
        "Status", "Lunas", "Lunas", "Belum bayar", "⚠ pilih No. Nota", "", "⏳", "", "",
    ]  # fmt: skip


def test_p1_for_the_unique_code_reads_the_ledger_of_notas(book: Book) -> None:
    book.put("Pesanan", "U1", P1_CODE)

    assert book.strip("Pesanan", "U")[:5] == ["Kode Unik", 17, 17, 18, "⚠ pilih No. Nota"]


def test_p1_follows_its_rows_when_they_are_sorted(book: Book) -> None:
    book.put("Pesanan", "T1", P1)
    book.calculator.recalculate()

    for name, text in (("A2", "N4218"), ("A4", "N4217")):
        book.put("Pesanan", name, text)

    assert book.strip("Pesanan", "T")[1:4] == ["Belum bayar", "Lunas", "Lunas"]


def test_p1_goes_down_with_its_anchor_when_a_row_is_inserted_above_row_1(book: Book) -> None:
    moved = move_references(P1, "Pesanan", InsertCells("Pesanan", "ROWS", 0, 1))
    sheet = book.titles["Pesanan"]
    book.sizes[sheet] = (10, 36)
    cells = {(s, row + (s == sheet), column): v for (s, row, column), v in book.cells.items()}
    book.cells = cells
    book.calculator.reset([(sheet, 1, 19, moved)])

    assert book.strip("Pesanan", "T")[:4] == [None, "Status", "Lunas", "Lunas"]


def test_p1_left_at_row_1_overflows_when_the_formula_cell_alone_moved_to_row_2(book: Book) -> None:
    book.put("Pesanan", "T2", P1)

    assert book.shown("Pesanan", "T2") == CellError(
        "#REF!", "Result was not automatically expanded, please insert more rows (1)."
    )


def test_p1_without_a_key_column_finds_the_rows_own_text() -> None:
    book = Book()
    book.draw(
        "Stok Masuk",
        "Tgl | Jenis | Barang | Qty\n46346 | masuk | Jilbab | 12\nkemarin | masuk | Jilbab | 1\n"
        " | rusak | Topi | 2\n46347 | masuk | Topi | 1.5\n46348 | | |",
        size=(7, 6),
    )
    book.draw(
        "_Baris",
        "Kunci | Tab | Cek\n"
        "stock_movements|46346|masuk|Jilbab|12 | Stok | beres\n"
        "stock_movements|kemarin|masuk|Jilbab|1 | Stok | tanggal?\n"
        "stock_movements||rusak|Topi|2 | Stok | tanpa tanggal\n"
        "stock_movements|46347|masuk|Topi|1.5 | Stok | pecahan",
        size=(7, 9),
    )
    book.put("Stok Masuk", "F1", P1_WITHOUT_KEY)

    assert book.strip("Stok Masuk", "F") == [
        "Cek", "beres", "tanggal?", "tanpa tanggal", "pecahan", "", "",
    ]  # fmt: skip


def test_a_fraction_enters_a_key_with_the_locales_decimal_sign() -> None:
    book = Book(decimal_comma=True)
    book.draw("Stok Masuk", "Tgl | Jenis | Barang | Qty\n46347 | masuk | Topi | 1.5", size=(3, 6))
    key = "stock_movements|46347|masuk|Topi|1,5"
    book.draw("_Baris", f"Kunci | Tab | Cek\n{key} | Stok | koma", size=(3, 9))
    book.put("Stok Masuk", "F1", P1_WITHOUT_KEY)

    assert book.strip("Stok Masuk", "F") == ["Cek", "koma", ""]


def test_p1_of_products_puts_the_item_key_together() -> None:
    book = Book()
    book.draw("Produk", "SKU | Nama | Varian\n | Gamis | XL\n | Topi |\nJ1 | Jilbab | Hitam")
    book.sizes[book.titles["Produk"]] = (5, 6)
    book.draw(
        "_Baris",
        "Kunci | Tab | Cek\nproducts|Gamis - XL | P | satu\nproducts|Topi | P | dua\n"
        "products|J1 | P | tiga",
        size=(5, 9),
    )
    book.put("Produk", "E1", P1_PRODUCTS)

    assert book.strip("Produk", "E") == ["Cek", "satu", "dua", "tiga", ""]


def test_the_paste_tabs_cell_shows_the_bots_line_or_nothing() -> None:
    book = Book()
    book.draw("_Baris", "Kunci | Tab | Cek\nx | Tempel | 3 baris dibaca", size=(3, 9))
    book.draw("Tempel", "a", size=(5, 2))
    book.put("Tempel", "A3", PASTE)

    assert book.shown("Tempel", "A3") == ""
    book.put("_Baris", "A2", "paste_bank|")
    assert book.shown("Tempel", "A3") == "3 baris dibaca"


def test_p2_takes_the_typed_price_then_the_held_one_then_todays(book: Book) -> None:
    book.put("Pesanan", "V3", "30000")
    book.put("Pesanan", "AH1", P2)

    assert book.strip("Pesanan", "AH") == [
        "Subtotal", 300000, 30000, 75000, "⚠ cek barang", "", "⚠ cek barang", "", "",
    ]  # fmt: skip
    book.put("Pesanan", "V3", "")
    assert book.shown("Pesanan", "AH3") == 20000


def test_p2_says_check_the_item_rather_than_zero_when_the_item_is_unknown(book: Book) -> None:
    book.put("Pesanan", "AH1", P2)
    book.put("Pesanan", "E2", "Sarung")

    assert book.shown("Pesanan", "AH2") == "⚠ cek barang"


def test_the_calculator_adds_up_one_nota(book: Book) -> None:
    book.put("Pesanan", "AH1", P2)
    book.draw("Panduan", "a", size=(30, 3))
    for name, text in CALCULATOR.items():
        book.put("Panduan", name, text)

    assert [book.shown("Panduan", f"C{row}") for row in range(21, 29)] == [
        "", 0, 0, 0, 0, "", "", "",
    ]  # fmt: skip
    book.put("Panduan", "C20", "N4217")
    assert [book.shown("Panduan", f"C{row}") for row in range(21, 29)] == [
        320000, 5000, 10000, 0, 17, 325017, 325000, 321017,
    ]  # fmt: skip
    book.put("Panduan", "C20", "n4220")
    assert [book.shown("Panduan", f"C{row}") for row in (21, 26, 28)] == ["⚠ cek barang", "", "⏳"]


def test_the_heartbeat_counts_the_minutes_of_silence() -> None:
    book = Book()
    book.draw("_Mesin", "\n" * 7 + "beat | 46351.4", size=(12, 2))
    book.cells[book.titles["_Mesin"], 7, 1] = book.now - 47 / 1440
    book.draw("Ringkasan", "a", size=(3, 3))
    book.put("Ringkasan", "B2", HEARTBEAT)

    assert book.shown("Ringkasan", "B2") == "⚠ bot diam 47 menit"
    book.now -= 20 / 1440
    assert book.shown("Ringkasan", "B2") == "✅ bot jalan"


def test_the_link_leads_to_the_row_where_the_nota_stands_now(book: Book) -> None:
    book.draw("Periksa", "a", size=(3, 12))
    book.put("Periksa", "K2", LINK)
    sheet = book.titles["Periksa"]

    assert book.shown("Periksa", "K2") == "N4217 ↗"
    link = book.calculator.display_link(sheet, 1, 10)
    assert link == "http://127.0.0.1:1/spreadsheets/d/x/edit?gid=7#gid=7&range=A2"
    book.put("Pesanan", "A2", "N1")
    book.put("Pesanan", "A3", "N2")
    book.put("Pesanan", "A9", "n4217")
    book.calculator.recalculate()
    link = book.calculator.display_link(sheet, 1, 10)
    assert link == "http://127.0.0.1:1/spreadsheets/d/x/edit?gid=7#gid=7&range=A9"


def test_the_link_is_plain_text_when_the_nota_is_gone(book: Book) -> None:
    book.draw("Periksa", "a", size=(3, 12))
    book.put("Periksa", "K2", LINK.replace("N4217", "N9"))

    assert book.shown("Periksa", "K2") == "N9"
    assert book.calculator.display_link(book.titles["Periksa"], 1, 10) is None


def test_the_link_counts_from_an_anchor_that_an_inserted_row_moved() -> None:
    moved = move_references(LINK, "Periksa", InsertCells("Pesanan", "ROWS", 0, 1))
    book = Book()
    book.draw("Pesanan", "judul\nNo. Nota\nN4217", size=(5, 3))
    book.draw("Periksa", "a", size=(3, 3))
    book.put("Periksa", "B2", moved)
    book.calculator.recalculate()

    link = book.calculator.display_link(book.titles["Periksa"], 1, 1)
    assert link is not None
    assert link.endswith("range=A3")
