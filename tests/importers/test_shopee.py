"""Shopee exports: a real one by its known figures, hostile ones refused, orders merged."""

import datetime as dt
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from automations import inbox
from automations.importers.orders_merge import changed_rows, values_of
from automations.importers.reading import read_bytes, read_sheets
from automations.workbook.arrivals import MarketplaceArrival, RefusedFile
from sheet_schema.cells import Cell
from sheet_schema.tabs.marketplace_orders import MarketplaceLine

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("REKAPIN_SAMPLES", ROOT.parent / "shared" / "samples"))
REAL = SAMPLES / "shopee_order_all" / "Order.all.20240901_20240910.xlsx"
HOSTILE = sorted((SAMPLES / "shopee_orders_public").glob("*.xlsx"))
TODAY = dt.date(2026, 11, 21)
GOLDEN = Path(__file__).parent / "golden" / "shopee_order_all_twins.csv"


def golden_lines(source: str = "a.csv") -> list[MarketplaceLine]:
    arrival = read_bytes(GOLDEN.read_bytes(), source=source, reference_day=TODAY)
    assert isinstance(arrival, MarketplaceArrival)
    return list(arrival.lines)


@pytest.mark.skipif(not REAL.exists(), reason="the shared samples are not here")
def test_real_export_gives_its_known_figures() -> None:
    (arrival,) = inbox.read_files([REAL], TODAY)
    assert isinstance(arrival, MarketplaceArrival)
    lines = arrival.lines
    done = [line for line in lines if line.status == "completed"]
    orders = {line.marketplace_order_no: line.status for line in lines}
    assert len(lines) == 596
    assert Counter(orders.values()) == {"completed": 405, "cancelled": 54}
    assert sum(line.order_paid_idr or 0 for line in done) == 23_976_201
    assert sum((line.deal_price_idr or 0) * line.qty for line in done) == 22_231_700
    assert sum(line.qty for line in done) == 916
    assert not any(len(line.buyer or "") > 5 for line in lines)


@pytest.mark.skipif(not HOSTILE, reason="the shared samples are not here")
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_damaged_export_is_refused_by_file_and_column(path: Path) -> None:
    (found,) = inbox.read_files([path], TODAY)
    assert isinstance(found, RefusedFile)
    assert (found.source, found.reason) == (path.name, "money_damaged")
    assert found.detail.startswith("Ongkos Kirim Dibayar oleh Pembeli: ")


def test_numeric_money_cell_is_refused_by_column() -> None:
    header = ["No. Pesanan", "Status Pesanan", "Waktu Pesanan Dibuat", "Total Pembayaran"]
    rows: list[list[Cell]] = [[*header], ["261120ABCD0001", "Selesai", "2026-11-20 08:12", 91.0]]
    found = read_sheets([rows], source="a.xlsx", reference_day=TODAY)
    assert found == RefusedFile("a.xlsx", 2, "money_damaged", "Total Pembayaran: 91.0")


def test_order_money_stands_on_the_first_row_only() -> None:
    lines = golden_lines()
    assert [line.order_paid_idr for line in lines] == [1_300_975, None, None, 25_000, 25_000, 0]
    assert [line.twin_no for line in lines][:3] == [1, 2, 1]


def test_same_export_again_changes_nothing() -> None:
    held = changed_rows([], golden_lines())
    assert len(held) == 6
    assert changed_rows(held, golden_lines("later.csv")) == []


def test_older_export_moves_no_order_back() -> None:
    lines = golden_lines()
    held = [values_of(line) for line in lines]
    older = [replace(line, status="shipping", raw_status="Sedang Dikirim") for line in lines[:4]]
    assert changed_rows(held, older) == []


def test_newer_status_wins_and_keeps_what_it_does_not_tell() -> None:
    line = golden_lines()[4]
    newer = replace(
        line, status="shipping", raw_status="Sedang Dikirim", courier=None, source="b.csv"
    )
    (changed,) = changed_rows([values_of(line)], [newer])
    assert (changed["status"], changed["courier"], changed["source"]) == (
        "shipping",
        line.courier,
        "b.csv",
    )


def test_order_money_stays_on_its_row_when_rows_come_in_another_order() -> None:
    lines = golden_lines()[:3]
    held = [values_of(line) for line in lines]
    first, second = (replace(x, order_paid_idr=None, shipping_paid_idr=None) for x in lines[:2])
    last = replace(lines[2], order_paid_idr=1_300_975, shipping_paid_idr=10_000)
    assert changed_rows(held, [last, first, second]) == []
