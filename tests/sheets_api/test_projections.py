"""The formulas, letter by letter as the specification prints them (workbook.md 3)."""

import pytest

from automations.resources import label_catalogues, template_tree
from automations.sheets_api.projections import (
    FormulaWords,
    Places,
    calculator,
    canonical,
    header_formula,
    heartbeat,
    letter_of,
    paste_answer,
)
from automations.workbook.labels import labels_of
from sheet_schema.model import SheetRow
from sheet_schema.tabs import (
    CASH_ENTRIES,
    CONFIRMATIONS,
    ORDERS,
    PASTE_BANK,
    PRODUCTS,
    SETTINGS,
    STOCK_MOVEMENTS,
    WORKBOOK,
)

LABELS = labels_of(label_catalogues(), "id")
WORDS = FormulaWords(**template_tree("id", "workbook")["formulas"])
TITLES = {tab.tab_key: LABELS.title(tab) for tab in WORKBOOK}


def places(tab: type[SheetRow], **kept: str) -> Places:
    letters = {column.key: letter_of(i) for i, column in enumerate(tab.columns())}
    return Places(letters | kept, TITLES)


def formula(tab: type[SheetRow], key: str, where: Places | None = None) -> str:
    column = next(column for column in tab.columns() if column.key == key)
    return header_formula(tab, column, LABELS.header(tab, key), where or places(tab), WORDS)


def test_status_of_an_order_is_looked_up_by_its_number() -> None:
    assert formula(ORDERS, "status") == (
        '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Status";'
        'IF($B$1:$B&$D$1:$D&$E$1:$E&$F$1:$F&$M$1:$M&$O$1:$O="";"";'
        'IF($A$1:$A="";"⚠ pilih No. Nota";'
        'IFERROR(VLOOKUP($A$1:$A&"";\'_Nota\'!$A$1:$J;4;FALSE);"⏳")))))'
    )


@pytest.mark.parametrize(
    ("key", "header", "found"),
    [
        ("total_idr", "Total Transfer", "'_Nota'!$A$1:$J;2;FALSE"),
        ("payment_text", "Bayar", "'_Nota'!$A$1:$J;5;FALSE"),
        ("shipping_text", "Kirim", "'_Nota'!$A$1:$J;6;FALSE"),
        ("unique_code", "Kode Unik", "'Buku Nota'!$A$1:$B;2;FALSE"),
    ],
)
def test_other_results_of_an_order_differ_in_label_tab_and_index_only(
    key: str, header: str, found: str
) -> None:
    status = formula(ORDERS, "status").replace("'_Nota'!$A$1:$J;4;FALSE", found)
    assert formula(ORDERS, key) == status.replace('"Status"', f'"{header}"')


def test_check_of_a_stock_row_is_looked_up_by_its_own_text() -> None:
    assert formula(STOCK_MOVEMENTS, "check") == (
        '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Cek";IF($B$1:$B&$C$1:$C&$D$1:$D="";"";'
        'IFERROR(VLOOKUP("stock_movements|"&IF(ISNUMBER($A$1:$A);$A$1:$A*1;$A$1:$A)'
        '&"|"&$B$1:$B&"|"&$C$1:$C&"|"&$D$1:$D;\'_Baris\'!$A$1:$I;3;FALSE);"⏳"))))'
    )


def test_a_product_puts_its_key_together() -> None:
    assert (
        '"products|"&IF($A$1:$A="";$B$1:$B&IF($C$1:$C="";"";" - "&$C$1:$C);$A$1:$A)'
        ";'_Baris'!$A$1:$I;4;FALSE)"
    ) in formula(PRODUCTS, "stock")


@pytest.mark.parametrize(
    ("tab", "key", "joined"),
    [
        (
            CASH_ENTRIES,
            "at_bank",
            (
                '"cash_entries|"&IF(ISNUMBER($A$1:$A);$A$1:$A*1;$A$1:$A)'
                '&"|"&$B$1:$B&"|"&$C$1:$C&"|"&$E$1:$E&"|"&$F$1:$F'
            ),
        ),
        (CONFIRMATIONS, "outcome", '"confirmations|"&$A$1:$A&"|"&$B$1:$B&"|"&$C$1:$C'),
        (SETTINGS, "check", '"settings|"&$A$1:$A'),
    ],
)
def test_rows_without_a_key_column_join_their_key_cells(
    tab: type[SheetRow], key: str, joined: str
) -> None:
    assert f"VLOOKUP({joined};'_Baris'!$A$1:$I;" in formula(tab, key)


def test_subtotal_takes_the_typed_price_then_the_told_one_then_todays() -> None:
    assert formula(ORDERS, "line_total_idr") == (
        '=ARRAYFORMULA(IF(ROW($A$1:$A)=ROW($A$1);"Subtotal";IF($E$1:$E="";"";IF($F$1:$F="";"";'
        'IFERROR($F$1:$F*IF($V$1:$V="";'
        "IFERROR(VLOOKUP($A$1:$A&\"|\"&$E$1:$E;'_Harga'!$A$1:$B;2;FALSE);"
        'VLOOKUP($E$1:$E&"";\'_Harga\'!$A$1:$B;2;FALSE));$V$1:$V);"⚠ cek barang")))))'
    )


def test_moved_headers_renamed_tabs_and_a_row_above_change_the_text() -> None:
    where = Places(
        places(ORDERS, order_no="C").letters, TITLES | {"order_results": "Nota's"}, row=2
    )
    text = formula(ORDERS, "status", where)
    assert text.startswith('=ARRAYFORMULA(IF(ROW($C$2:$C)=ROW($C$2);"Status";IF($B$2:$B&')
    assert "VLOOKUP($C$2:$C&\"\";'Nota''s'!$A$1:$J;4;FALSE)" in text


def test_the_calculator_is_the_printed_one() -> None:
    assert calculator(places(ORDERS), WORDS) == (
        (
            '=IF($C$20="";"";IF(COUNTIFS(\'Pesanan\'!$A$1:$A;$C$20;\'Pesanan\'!$AH$1:$AH;"⚠*")>0;'
            "\"⚠ cek barang\";SUMIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$AH$1:$AH)))"
        ),
        "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$G$1:$G);0)",
        "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$H$1:$H);0)",
        "=IFERROR(AVERAGEIF('Pesanan'!$A$1:$A;$C$20;'Pesanan'!$W$1:$W);0)",
        "=IFERROR(VLOOKUP($C$20&\"\";'Buku Nota'!$A$1:$B;2;FALSE);0)",
        '=IFERROR($C$21-$C$22+$C$23+$C$24+$C$25;"")',
        '=IFERROR($C$26-$C$25;"")',
        '=IF($C$20="";"";IFERROR(VLOOKUP($C$20&"";\'_Nota\'!$A$1:$J;2;FALSE);"⏳"))',
    )


def test_heartbeat_and_paste_answer_are_the_printed_ones() -> None:
    assert heartbeat(TITLES, WORDS) == (
        "=IF((NOW()-'_Mesin'!$B$8)*1440>30;"
        '"⚠ bot diam "&ROUND((NOW()-\'_Mesin\'!$B$8)*1440;0)&" menit";"✅ bot jalan")'
    )
    assert paste_answer(PASTE_BANK, TITLES) == (
        '=IFERROR(VLOOKUP("paste_bank|";\'_Baris\'!$A$1:$I;3;FALSE);"")'
    )


def test_no_formula_holds_what_breaks_in_the_sheet() -> None:
    for tab in WORKBOOK:
        for column in tab.results():
            text = formula(tab, column.key)
            outside = "".join(text.split('"')[::2])
            assert not set("{},") & set(outside), text
            assert text.count("(") == text.count(")"), text


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (33, "AH")])
def test_letters_of_columns(index: int, letter: str) -> None:
    assert letter_of(index) == letter


def test_spellings_of_one_formula_are_equal_but_texts_in_quotes_are_not() -> None:
    assert canonical("=if( A1 ; \"a, b\";'T, x'!A1)") == canonical("=IF(A1,\"a, b\",'T, x'!A1)")
    assert canonical('=IF(A1;"a,b";1)') != canonical('=IF(A1;"a;b";1)')
