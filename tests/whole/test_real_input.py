"""The real Shopee export and the hostile ones: figures that must come out, and none that must not."""

import os
from pathlib import Path

import pytest

from tests.whole.conftest import House

SAMPLES = Path(os.environ.get("REKAPIN_SAMPLES", Path(__file__).parents[3] / "shared" / "samples"))
ORDERS = SAMPLES / "shopee_order_all" / "Order.all.20240901_20240910.xlsx"
HOSTILE = sorted((SAMPLES / "shopee_orders_public").glob("*.xlsx"))

pytestmark = pytest.mark.skipif(
    not ORDERS.is_file(), reason="the shared samples are not beside this checkout"
)


def test_the_export_gives_its_known_figures_and_a_second_import_sends_nothing(house: House) -> None:
    shop = house.open()

    first = shop.cycle(files=[ORDERS])
    lines = [row for row in house.rows("Pesanan Marketplace")[1:] if row and row[1]]
    head = house.rows("Pesanan Marketplace")[0]
    number, status, paid = (
        head.index(name) for name in ("No. Pesanan", "Status", "Total Pembayaran")
    )
    statuses = {row[number]: row[status] for row in lines}

    assert first.imported == {ORDERS.name: 596}
    assert len(lines) == 596
    assert len(statuses) == 459
    assert sorted(statuses.values()).count("Selesai") == 405
    assert sorted(statuses.values()).count("Batal") == 54
    assert sum(int(row[paid] or 0) for row in lines if row[status] == "Selesai") == 23_976_201

    before = house.server.requests.count(":batchUpdate")
    assert shop.cycle(files=[ORDERS]).changed == {}
    assert house.server.requests.count(":batchUpdate") == before


def test_the_daily_recap_states_both_totals_by_name(house: House) -> None:
    house.open().cycle(files=[ORDERS])

    recap = house.rows("Rekap Harian", "FORMATTED_VALUE")
    note = " ".join(str(cell) for cell in recap[1])
    head = recap[0]
    revenue, paid = head.index("Omzet Marketplace"), head.index("Total Pembayaran Marketplace")
    raw = house.rows("Rekap Harian")[2:]

    assert "Rp23.976.201" in note
    assert "Rp22.231.700" in note
    assert "32.833.219" not in str(recap)
    assert (
        sum(int(row[paid] or 0) for row in raw if len(row) > paid and row[paid] != "") == 23_976_201
    )
    assert (
        sum(int(row[revenue] or 0) for row in raw if len(row) > revenue and row[revenue] != "")
        == 22_231_700
    )


@pytest.mark.parametrize("file", HOSTILE, ids=lambda path: path.stem)
def test_a_damaged_export_is_refused_with_file_and_column_named(house: House, file: Path) -> None:
    shop = house.open()

    report = shop.cycle(files=[file])

    assert [refused.source for refused in report.refused] == [file.name]
    assert "Ongkos Kirim" in report.refused[0].detail
    assert report.imported == {}
    assert not [row for row in house.rows("Pesanan Marketplace")[1:] if row]
    assert any(file.name in str(row) for row in house.rows("Periksa"))
