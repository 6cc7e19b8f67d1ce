"""What a cycle costs, and what it leaves alone."""

from collections.abc import Sequence

from tests.whole.conftest import House

SHOP = """
    [products]
    name       | variant | price_idr | cost_idr
    Kaos Polos | Hitam L | 85_000    | 50_000
    Topi       |         | 40_000    | 20_000
    [team]
    name | role
    Sari | pemilik
    Rina | admin
    [orders]
    order_no | ordered_on | buyer_text                                            | item                 | qty | shipping_fee_idr | courier
    N1001    | 2026-11-21 | Budi, 0812-0000-0001, Jl. Contoh 1, Coblong, Bandung | Kaos Polos - Hitam L | 2   | 15_000           | JNE
    N1002    | 2026-11-21 | Siti, 0812-0000-0002, Jl. Contoh 2, Coblong, Bandung | Topi                 | 1   | 10rb             | JNE
"""


def settled(house: House) -> None:
    """Two cycles: the first writes, the second has nothing left to say."""
    shop = house.open()
    house.type(SHOP)
    shop.cycle()
    shop.cycle()


def sheets_requests(house: House) -> int:
    return len(house.server.requests)


def test_a_warm_idle_cycle_is_one_request_and_writes_nothing(house: House) -> None:
    settled(house)
    before = sheets_requests(house)

    report = house.shops[-1].cycle()

    assert report.changed == {}
    assert sheets_requests(house) - before == 1


def test_a_warm_busy_cycle_is_two_requests(house: House) -> None:
    settled(house)
    house.place.connection.write(
        f"{house.workbook}/values:batchUpdate",
        {"valueInputOption": "RAW", "data": [{"range": "Pesanan!F2", "values": [[3]]}]},
        cause="staff",
    )
    before = sheets_requests(house)

    report = house.shops[-1].cycle()

    assert sum(report.changed.values()) > 0
    assert sheets_requests(house) - before == 2


def test_one_new_order_changes_few_cells(house: House) -> None:
    settled(house)
    house.type(
        """
        [orders]
        order_no | ordered_on | buyer_text                                           | item | qty | shipping_fee_idr | courier
        N1003    | 2026-11-21 | Ani, 0812-0000-0003, Jl. Contoh 3, Coblong, Bandung | Topi | 1   | 10_000           | JNE
        """,
        first_row=4,
    )

    report = house.shops[-1].cycle()

    assert 0 < sum(report.changed.values()) < 200, report.changed


def test_status_and_total_appear_beside_the_row(house: House) -> None:
    settled(house)

    assert house.beside("N1001", "Total Transfer") in range(185_001, 185_500)
    assert "BELUM BAYAR" in str(house.beside("N1001", "Status"))


def test_staff_cells_are_the_same_before_and_after(house: House) -> None:
    shop = house.open()
    house.type(SHOP)
    before = [
        house.rows(title, "FORMULA")
        for title in ("Pesanan", "Produk", "Pengaturan", "Tim", "Tempel Mutasi")
    ]

    shop.cycle()
    shop.cycle()

    after = [
        house.rows(title, "FORMULA")
        for title in ("Pesanan", "Produk", "Pengaturan", "Tim", "Tempel Mutasi")
    ]
    assert [inputs(table) for table in after] == [inputs(table) for table in before]


def inputs(table: Sequence[Sequence[object]]) -> list[list[object]]:
    """The cells without those that array formulas fill: those under a formula header."""
    formulas = {i for i, cell in enumerate(table[0]) if str(cell).startswith("=")}
    return [[cell for i, cell in enumerate(row) if i not in formulas] for row in table]


def test_statuses_stay_beside_their_orders_when_rows_are_sorted_and_inserted(house: House) -> None:
    settled(house)
    sheet = house.sheet_id("orders")
    status = {number: house.beside(number, "Total Transfer") for number in ("N1001", "N1002")}

    house.batch(
        {
            "sortRange": {
                "range": {"sheetId": sheet, "startRowIndex": 1, "endRowIndex": 3},
                "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}],
            }
        },
        {
            "insertDimension": {
                "range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}
            }
        },
        {
            "insertDimension": {
                "range": {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": 2, "endIndex": 5}
            }
        },
    )

    assert {number: house.beside(number, "Total Transfer") for number in status} == status
    report = house.shops[-1].cycle()
    assert report.changed.get("order_results", 0) == 0
    assert {number: house.beside(number, "Total Transfer") for number in status} == status


def test_a_renamed_tab_goes_on_working(house: House) -> None:
    settled(house)
    house.batch(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": house.sheet_id("orders"), "title": "Orderan Masuk"},
                "fields": "title",
            }
        }
    )

    report = house.shops[-1].cycle()

    assert [s.job for s in report.skipped] == []
    assert "BELUM BAYAR" in str(house.beside("N1001", "Status", "Orderan Masuk"))


def test_a_deleted_staff_tab_is_told_and_good_results_stay(house: House) -> None:
    settled(house)
    recap = house.rows("_Nota")
    house.batch({"deleteSheet": {"sheetId": house.sheet_id("orders")}})

    report = house.shops[-1].cycle()

    assert "H03" in {problem.code for problem in report.problems}
    assert house.rows("_Nota") == recap
    assert any("Pesanan" in str(row) for row in house.rows("Periksa"))


def test_a_duplicated_staff_tab_is_not_counted(house: House) -> None:
    settled(house)
    house.batch(
        {
            "duplicateSheet": {
                "sourceSheetId": house.sheet_id("orders"),
                "newSheetName": "Copy of Pesanan",
            }
        }
    )

    house.shops[-1].doubtful = True
    report = house.shops[-1].cycle()

    assert "H04" in {problem.code for problem in report.problems}


def test_garbage_in_every_column_of_a_row_leaves_the_others_alone(house: House) -> None:
    settled(house)
    good = house.beside("N1001", "Status"), house.beside("N1001", "Total Transfer")
    keys = [
        "ordered_on",
        "channel",
        "buyer_text",
        "item",
        "qty",
        "discount_idr",
        "shipping_fee_idr",
        "courier",
        "paid_via",
        "money_seen_by",
        "tracking_no",
        "cancel_reason",
        "note",
        "recipient_name",
        "phone",
        "address",
        "city",
        "postal_code",
        "unit_price_idr",
        "other_fee_idr",
        "down_payment_idr",
        "claims_paid",
        "hold_until",
        "sender",
        "store",
        "entered_by",
        "proof_link",
    ]
    house.type(
        f"[orders]\n order_no | {' | '.join(keys)}\n N1009 | {' | '.join(['#?=<>!'] * len(keys))}",
        first_row=4,
    )

    report = house.shops[-1].cycle()

    assert report.skipped == ()
    assert {p.key for p in report.problems} >= {"N1009"}
    assert (house.beside("N1001", "Status"), house.beside("N1001", "Total Transfer")) == good


def test_a_new_shop_is_quiet(new_house: House) -> None:
    shop = new_house.open()

    report = shop.cycle()

    assert report.skipped == ()
    assert report.problems == ()
    summary = " ".join(str(cell) for row in new_house.rows("Ringkasan") for cell in row)
    assert "Rp0" not in summary
    assert "⛔" not in summary
