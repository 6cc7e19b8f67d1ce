"""Pasted lines: whole or split, with header or bare; cells the sheet changed, or refused."""

import datetime as dt

import pytest

from automations.importers.reading import read_pasted
from automations.workbook.arrivals import RefusedFile, StatementArrival
from sheet_schema.cells import Cell
from sheet_schema.days import serial

TODAY = dt.date(2026, 11, 21)
LINES = (
    "'19/11,TRSF E-BANKING CR BUDI,'0998,150123.00,CR,1150123.00",
    "'20/11,BIAYA ADM, BULANAN,'0998,15000.00,DB,1135123.00",
    "'PEND,SETORAN TUNAI,'0998,20000.00,,1155123.00",
)


def read(*rows: tuple[Cell, ...]) -> StatementArrival | RefusedFile | None:
    return read_pasted([(5 + i, row) for i, row in enumerate(rows)], reference_day=TODAY)


def filed(*rows: tuple[Cell, ...]) -> list[tuple[str, int]]:
    found = read(*rows)
    assert isinstance(found, StatementArrival), found
    return [
        (f"{x.booked_on:%d/%m/%Y}" if x.booked_on else "PEND", x.amount_sen) for x in found.lines
    ]


EXPECTED = [("19/11/2026", 15_012_300), ("20/11/2026", -1_500_000), ("PEND", 2_000_000)]


def test_whole_lines_in_the_first_cell() -> None:
    assert filed(*((line, "", "") for line in LINES)) == EXPECTED


def test_lines_split_over_cells() -> None:
    assert filed(*(tuple(line.replace("'", "").split(",")) for line in LINES)) == EXPECTED


def test_header_and_preamble_may_come_along() -> None:
    head = ("No. Rekening,=,'1234567890", "", "Tanggal,Keterangan,Cabang,Jumlah,,Saldo")
    found = read(*((line,) for line in (*head, *LINES)))
    assert isinstance(found, StatementArrival)
    assert found.account_number == "1234567890"
    assert len(found.lines) == 3


def test_nothing_pasted_is_none() -> None:
    assert read(("", ""), ("",)) is None


def test_unreadable_line_is_named_and_nothing_taken() -> None:
    rows = [(LINES[0],), ("'20/11,BIAYA ADM,'0998,15rb,DB,1135123.00",), (LINES[2],)]
    found = read(*rows)
    assert isinstance(found, RefusedFile)
    assert (found.line_no, found.reason) == (6, "line_unreadable")
    assert "15rb" in found.detail


@pytest.mark.parametrize("text", ["halo", "1,2,3", '=IMPORTXML("x")', ",,,,,"])
def test_foreign_text_is_refused(text: str) -> None:
    found = read((text,))
    assert isinstance(found, RefusedFile)
    assert found.line_no == 5


def split(day: Cell, amount: Cell, balance: Cell) -> tuple[Cell, ...]:
    return (day, "SETORAN TUNAI", "0998", amount, "CR", balance)


def test_whole_amount_is_taken_when_the_balance_proves_it() -> None:
    rows = (split("19/11", "50000.00", "150000.00"), split("20/11", 20000, 170000))
    assert filed(*rows) == [("19/11/2026", 5_000_000), ("20/11/2026", 2_000_000)]


def test_whole_amount_without_proof_is_refused_by_cell() -> None:
    found = read(split("19/11", "50000.00", "150000.00"), split("20/11", 20000, "999000.00"))
    assert isinstance(found, RefusedFile)
    assert (found.reason, found.detail) == ("cell_changed", "D6=20000")


def test_fraction_is_refused_by_cell() -> None:
    found = read(split("19/11", 1.5, "150000.00"))
    assert isinstance(found, RefusedFile)
    assert (found.reason, found.detail, found.line_no) == ("cell_changed", "D5=1.5", 5)


def test_changed_day_is_fixed_by_its_neighbours() -> None:
    swapped = serial(dt.date(2026, 10, 11))  # was 10/11, read as 11 October
    rows = (
        split("09/11", "50000.00", "150000.00"),
        split(swapped, "20000.00", "170000.00"),
        split("12/11", "10000.00", "180000.00"),
    )
    assert [day for day, _ in filed(*rows)] == ["09/11/2026", "10/11/2026", "12/11/2026"]


def test_changed_day_with_two_readings_is_refused() -> None:
    found = read(split(serial(dt.date(2026, 10, 11)), "50000.00", "150000.00"))
    assert isinstance(found, RefusedFile)
    assert found.reason == "cell_changed"
    assert found.detail.startswith("A5=")
