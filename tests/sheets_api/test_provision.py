"""``init`` on a loopback server: built once, the same afterwards, nothing typed is touched."""

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from automations.errors import SheetsError
from automations.sheets_api import Workbook
from automations.sheets_api.provision import provision
from automations.sheets_api.provision.send import batches_of
from automations.sheets_api.provision.state import COLUMN_KEY, INSTALL_KEY, TABS_KEY
from automations.state.folder import StateFolder
from automations.workbook.settings import DECLARED, Settings
from sheet_schema.tabs import ORDERS, WORKBOOK
from tests.sheets_api.provisioned import BOT, OWNER, RINA, Shop, shop, wishes

N1001 = 3  #: the row of the first printed number; row 2 is the sample


@pytest.fixture
def melati() -> Iterator[Shop]:
    """A built workbook of Toko Melati."""
    with shop() as made:
        made.init()
        yield made


def insert(dimension: str, sheet_id: int, at: int) -> dict[str, Any]:
    lines = {"sheetId": sheet_id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    return {"insertDimension": {"range": lines}}


def test_a_blank_file_becomes_the_workbook_in_phone_order() -> None:
    with shop() as made:
        report = made.init()
        sheets = made.state().sheets
    assert (report.batches, report.notes) == (1, ())
    titles = [sheet.title for sheet in sheets]
    assert titles[:6] == [
        "Ringkasan", "Perlu Dicek", "Pesanan", "Siap Kirim", "Produk", "Stok Masuk",
    ]  # fmt: skip
    assert len(sheets) == len({tab.sheet_key() for tab in WORKBOOK})
    hidden = {sheet.title for sheet in sheets if sheet.properties.get("hidden")}
    assert {"Pengaturan", "Periksa", "_Nota", "Buku Nota", "Log Bot"} <= hidden
    assert not hidden & {"Ringkasan", "Pesanan", "Panduan", "Rekap Harian"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_second_run_on_an_unchanged_workbook_sends_nothing(lang: str) -> None:
    with shop() as made:
        first = made.init(lang)
        second = made.init(lang)
    assert first.plan.requests
    assert second.plan.requests == ()
    assert second.batches == 0


def test_the_file_speaks_indonesian_and_recalculates_by_the_minute(melati: Shop) -> None:
    properties = melati.state().properties
    assert properties["locale"] == "in_ID"
    assert properties["timeZone"] == "Asia/Jakarta"
    assert properties["autoRecalc"] == "MINUTE"


def test_headers_notes_and_the_sample_stand_in_pesanan(melati: Shop) -> None:
    header, sample, first = melati.read("Pesanan!A1:J3", "FORMATTED_VALUE")
    assert header == [
        "No. Nota", "Tgl", "Order dari", "Data Pembeli", "Barang", "Qty", "Diskon", "Ongkir",
        "Kurir", "Bayar via",
    ]  # fmt: skip
    assert sample[:3] == ["contoh", "21/11/2026", "WhatsApp"]
    assert sample[7:] == ["Rp15.000", "JNE", "Transfer BCA"]
    assert first[0] == "N1001"
    orders = next(sheet for sheet in melati.state().sheets if sheet.title == "Pesanan")
    assert "Ctrl+D" in orders.cells[0, 0]["note"]
    assert orders.frozen_rows == 1


def test_five_hundred_numbers_are_printed_and_two_hundred_carry_a_distinct_code(
    melati: Shop,
) -> None:
    numbers = [row[0] for row in melati.read("Pesanan!A3:A1000") if row]
    book = melati.read("Buku Nota!A2:C600")
    assert numbers == [row[0] for row in book] == [f"N{1001 + i}" for i in range(500)]
    codes = [row[1] for row in book if row[1] != ""]
    assert len(codes) == len(set(codes)) == 200
    assert {row[2] for row in book} == {"Bebas"}
    assert all(1 <= code <= 499 for code in codes if isinstance(code, int))
    assert all(abs(int(a) - int(b)) > 50 for a, b in pairwise(codes))


def test_a_drawn_order_shows_its_results_and_a_printed_number_shows_none(melati: Shop) -> None:
    melati.type("Pesanan!D3:F3", [["Budi, 0812-0000-0001", "Kaos Polos - Hitam L", 2]])
    melati.type("Pesanan!D5:F5", [["Sari, 0812-0000-0002", "Topi", 1]])
    melati.type("_Harga!A2:B3", [["Kaos Polos - Hitam L", 85000], ["Topi", "harga?"]], BOT)
    melati.type(
        "_Nota!A2:F2",
        [["N1001", 185197, "", "BELUM BAYAR", "belum ada uang", "⛔ JANGAN DULU"]],
        BOT,
    )
    rows = melati.read("Pesanan!K3:L5")
    assert rows == [[185197, "BELUM BAYAR"], ["", ""], ["⏳", "⏳"]]
    assert melati.read("Pesanan!AE3:AH3") == [["belum ada uang", "⛔ JANGAN DULU", 197, 170000]]
    assert melati.read("Pesanan!AH5") == [["⚠ cek barang"]]


def test_the_calculator_adds_up_the_nota_typed_into_the_one_open_cell(melati: Shop) -> None:
    melati.type("Pesanan!D3:H3", [["Budi", "Kaos", 2, 5000, 15000]])
    melati.type("Pesanan!A4:F4", [["N1001", "", "", "", "Kaos", 1]])
    melati.type("_Harga!A2:B2", [["Kaos", 85000]], BOT)
    melati.type("Panduan!C20", [["N1001"]])
    found = [row[0] for row in melati.read("Panduan!C21:C28")]
    assert found == [255000, 5000, 15000, 0, 197, 265197, 265000, "⏳"]


def test_a_stock_row_finds_its_message_by_its_own_text(melati: Shop) -> None:
    melati.type("Stok Masuk!A3:D3", [[46347, "Masuk", "Topi", 12]])
    key = "stock_movements|46347|Masuk|Topi|12"
    melati.type("_Baris!A2:D2", [[key, "stock_movements", "✅", "12"]], BOT)
    assert melati.read("Stok Masuk!J3:K3") == [["✅", "12"]]


def test_the_heartbeat_tells_a_silent_bot(melati: Shop) -> None:
    melati.type("_Mesin!B8", [[46351.5 - 47 / 1440]], BOT)
    assert melati.read("Ringkasan!A1") == [["⚠ bot diam 47 menit"]]
    melati.type("_Mesin!B8", [[46351.5 - 3 / 1440]], BOT)
    assert melati.read("Ringkasan!A1") == [["✅ bot jalan"]]


def test_nothing_typed_changes_when_init_runs_again_with_everything_sent_anew(
    melati: Shop,
) -> None:
    melati.type("Pesanan!A3:H3", [["N1001", 46347, "WA", "=bahaya()", "Kaos", 2, "abc", 15000]])
    melati.type("Pesanan!AI1:AJ2", [["Punya sendiri", ""], ["x", 1]])
    melati.type("Pengaturan!B2", [["Toko Baru"]], OWNER)
    melati.type("Tempel Mutasi!A5:A6", [["01/11,TRSF,150.000"], ["02/11"]])
    before = {a1: melati.read(a1, "FORMULA") for a1 in _TYPED}
    report = melati.init(reapply=True, repair=True)
    assert report.plan.requests
    assert {a1: melati.read(a1, "FORMULA") for a1 in _TYPED} == before
    assert melati.init().plan.requests == ()


_TYPED = ("Pesanan!A2:J800", "Pesanan!M2:AD800", "Pesanan!AI1:AJ800", "Pengaturan!A1:D60",
          "Tempel Mutasi!A5:H60", "Produk!A2:S60", "Tim!A2:F60")  # fmt: skip


def test_a_moved_header_a_row_above_and_a_renamed_tab_need_no_repair(melati: Shop) -> None:
    orders = melati.sheet_id("Pesanan")
    rename = {"properties": {"sheetId": orders, "title": "Order Nov"}, "fields": "title"}
    melati.batch(
        insert("ROWS", orders, 0),
        insert("COLUMNS", orders, 4),
        {"updateSheetProperties": rename},
    )
    sent = [name for request in melati.init().plan.requests for name in request]
    assert set(sent) <= {"updateSheetProperties"}  # the frozen row, at most
    assert melati.init().plan.requests == ()
    melati.type("Order Nov!D4:G4", [["Budi", "", "Kaos", 1]])
    assert melati.read("Order Nov!M4") == [["⏳"]]


def test_a_header_renamed_to_an_alias_is_left_as_it_is(melati: Shop) -> None:
    melati.type("Pesanan!R1", [["WA"]])
    assert melati.init().plan.requests == ()
    assert melati.read("Pesanan!R1") == [["WA"]]


def test_a_lost_input_header_is_told_and_put_back_only_on_repair(melati: Shop) -> None:
    melati.type("Pesanan!E1", [["???"]])
    report = melati.init()
    assert any("'Barang' is missing" in note for note in report.notes)
    assert melati.read("Pesanan!E1") == [["???"]]
    mended = melati.init(repair=True)
    assert any("'Barang' was gone" in note for note in mended.notes)
    assert "Barang" in melati.read("Pesanan!A1:AZ1")[0]


def test_a_result_header_typed_over_gets_its_formula_back(melati: Shop) -> None:
    before = melati.read("Pesanan!L1", "FORMULA")
    melati.type("Pesanan!L1", [["halo"]])
    (request,) = melati.init().plan.requests
    assert list(request) == ["updateCells"]
    assert melati.read("Pesanan!L1", "FORMULA") == before


def test_the_owners_settings_stay_and_a_lost_one_comes_back_below(melati: Shop) -> None:
    rows = melati.read("Pengaturan!A2:A80")
    assert [row[0] for row in rows] == [declared.name for declared in DECLARED]
    place = [row[0] for row in rows].index("kode_unik") + 2
    melati.type(f"Pengaturan!A{place}:D{place}", [["", "", "", ""]], OWNER)
    melati.init()
    names = [row[0] for row in melati.read("Pengaturan!A2:A80") if row]
    assert names[-1] == "kode_unik"
    assert melati.init().plan.requests == ()


def test_staff_cannot_write_results_but_may_use_the_calculator(melati: Shop) -> None:
    with pytest.raises(SheetsError):
        melati.type("Siap Kirim!A3", [["x"]])
    with pytest.raises(SheetsError):
        melati.type("Panduan!A1", [["x"]])
    melati.type("Panduan!C20", [["N1001"]])
    melati.type("Pesanan!L9", [["x"]])  # warned only


def test_a_tab_that_the_owner_protected_is_told_and_never_protected_twice() -> None:
    with shop() as made:
        made.init(bot_email="")
        sheet_id = made.sheet_id("Siap Kirim")
        protection = {"range": {"sheetId": sheet_id}, "editors": {"users": [OWNER]}}
        made.batch({"addProtectedRange": {"protectedRange": protection}})
        report = made.init()
        assert any("'Siap Kirim' is already protected by the owner" in n for n in report.notes)
        added = [
            request["addProtectedRange"]["protectedRange"]["range"]["sheetId"]
            for request in report.plan.requests
            if "addProtectedRange" in request
        ]
    assert sheet_id not in added
    assert added


def _rules(made: Shop, title: str) -> Mapping[int, Any]:
    sheet = next(sheet for sheet in made.state().sheets if sheet.title == title)
    return {c: sheet.cells.get((1, c), {}).get("dataValidation") for c in range(sheet.width)}


def _values(rule: Any) -> list[str]:
    return [value["userEnteredValue"] for value in rule["condition"]["values"]]


def test_dropdowns_help_and_never_refuse(melati: Shop) -> None:
    rules = _rules(melati, "Pesanan")
    assert _values(rules[4]) == ["='_Harga'!$D$2:$D$201"]
    assert _values(rules[8])[:2] == ["JNE", "J&T"]
    assert _values(rules[9]) == ["Transfer BCA", "QRIS", "COD", "Tunai", "Bayar belakangan"]
    assert _values(rules[12]) == ["='Tim'!$A$2:$A$201"]
    assert rules[24] == {"condition": {"type": "BOOLEAN"}}
    assert not any(rule.get("strict") for rule in rules.values() if rule)
    assert _values(_rules(melati, "Konfirmasi")[0]) == ["='_Harga'!$E$2:$E$201"]
    assert _values(_rules(melati, "Konfirmasi")[1])[0] == "Ya, benar"
    assert _values(_rules(melati, "Kas")[1]) == ["Laci", "Kas Kecil", "BCA"]
    assert _values(_rules(melati, "Tempel Mutasi")[1]) == ["BCA"]


def test_a_setting_that_changes_a_list_changes_its_dropdown_only(melati: Shop) -> None:
    names = [row[0] for row in melati.read("Pengaturan!A1:A80")]
    melati.type(f"Pengaturan!B{names.index('kurir') + 1}", [["JNE; Becak"]], OWNER)
    report = melati.init(settings=Settings())  # what was asked at birth counts no more
    (request,) = report.plan.requests
    assert _values(request["setDataValidation"]["rule"]) == ["JNE", "Becak"]
    assert melati.init(settings=Settings()).plan.requests == ()


def test_result_columns_are_marked_so_that_they_are_found_after_a_move(melati: Shop) -> None:
    orders = melati.sheet_id("Pesanan")
    lines = {"sheetId": orders, "dimension": "COLUMNS", "startIndex": 11, "endIndex": 12}
    melati.batch({"moveDimension": {"source": lines, "destinationIndex": 2}})
    sheet = melati.state().by_id()[orders]
    marked = {
        entry["metadataValue"]: index
        for index, entries in sheet.columns.items()
        for entry in entries
        if entry["metadataKey"] == COLUMN_KEY
    }
    assert marked["orders.status"] == 2
    assert len(marked) == len(ORDERS.results())
    assert melati.init().plan.requests == ()


def test_the_file_remembers_its_tabs_and_install(melati: Shop) -> None:
    metadata = melati.state().metadata
    tabs = json.loads(metadata[TABS_KEY]["metadataValue"])
    assert tabs["orders"] == melati.sheet_id("Pesanan")
    assert metadata[INSTALL_KEY]["metadataValue"] == "toko-1"
    assert melati.init(install_id="lain").plan.requests == ()


def test_a_damaged_note_of_the_tabs_is_written_anew(melati: Shop) -> None:
    note = melati.state().metadata[TABS_KEY]
    change = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": note["metadataId"]}}],
        "developerMetadata": {"metadataValue": "{rusak"},
        "fields": "metadataValue",
    }
    melati.batch({"updateDeveloperMetadata": change})
    (request,) = melati.init().plan.requests
    assert list(request) == ["updateDeveloperMetadata"]
    assert melati.state().metadata[TABS_KEY]["metadataValue"] == note["metadataValue"]


def test_a_deleted_tab_is_built_again_without_printing_numbers_twice(melati: Shop) -> None:
    melati.batch({"deleteSheet": {"sheetId": melati.sheet_id("Pesanan")}})
    melati.init()
    assert melati.read("Pesanan!A2:A9") == [["contoh"]]
    assert melati.init().plan.requests == ()


def test_an_old_sheet_stays_and_a_taken_title_is_told() -> None:
    with shop() as made:
        rename = {"properties": {"sheetId": 0, "title": "Pesanan"}, "fields": "title"}
        made.batch({"updateSheetProperties": rename})
        made.type("Pesanan!B40", [["data lama"]], OWNER)
        report = made.init()
        assert made.read("Pesanan!B40") == [["data lama"]]
        assert "the title 'Pesanan' is taken; the new tab is called 'Pesanan 2'" in report.notes
        assert made.read("Pesanan 2!A1") == [["No. Nota"]]
        assert made.init().plan.requests == ()


def test_the_core_package_leaves_out_tabs_of_modules() -> None:
    with shop() as made:
        made.init(modules=frozenset())
        assert "Pesanan Marketplace" not in {sheet.title for sheet in made.state().sheets}
        made.init()
        assert "Pesanan Marketplace" in {sheet.title for sheet in made.state().sheets}
        assert made.init().plan.requests == ()


def test_the_chart_stands_once_over_sixty_days(melati: Shop) -> None:
    summary = next(sheet for sheet in melati.state().sheets if sheet.title == "Ringkasan")
    assert len(summary.charts) == 1
    assert melati.read("Ringkasan!H1:J1") == [["Hari", "Omzet", "Nota"]]


def test_what_sheets_does_not_take_is_told() -> None:
    with shop() as made:

        class Stubborn:
            """A connection whose file keeps its locale."""

            def read(self, method: str, path: str, **given: Any) -> Any:
                found = made.people[BOT].read(method, path, **given)
                found.get("properties", {}).update(locale="id_ID")
                return found

            def write(self, path: str, body: Any, *, cause: str) -> Any:
                return made.people[BOT].write(path, body, cause=cause)

        report = provision(Stubborn(), made.workbook_id, wishes())
    assert report.notes == ("Sheets kept locale 'id_ID' instead of 'in_ID'",)


def test_large_plans_are_cut_below_the_limit_in_order() -> None:
    requests = [{"addSheet": {"n": n, "text": "x" * 400}} for n in range(50)]
    bodies = list(batches_of(requests, limit=5000))
    assert len(bodies) > 1
    assert all(len(body) <= 5100 for body in bodies)
    sent = [request for body in bodies for request in json.loads(body)["requests"]]
    assert sent == requests


def test_staff_may_type_where_they_should(melati: Shop) -> None:
    melati.type(f"Pesanan!M{N1001}", [["Rina"]], RINA)
    melati.type("Tempel Mutasi!A5", [["x"]], RINA)
    assert melati.read(f"Pesanan!M{N1001}") == [["Rina"]]


def test_the_cycle_finds_every_tab_whole_and_nothing_spoiled(melati: Shop, tmp_path: Path) -> None:
    folder = StateFolder(tmp_path).workbook(melati.workbook_id)
    labels = wishes().labels
    book = Workbook(melati.people[BOT], melati.workbook_id, folder, labels, "toko-1")
    snapshot = book.read(full=True, cause="cold").snapshot
    assert snapshot.missing == frozenset()
    assert dict(snapshot.spoiled) == {}
    assert dict(snapshot.copies) == {}
    assert len(snapshot.held["order_book"]) == 500
    assert snapshot.grids["orders"].height == 501


@pytest.mark.parametrize(("may_see", "hidden"), [(False, True), (True, False)])
def test_cost_and_profit_columns_are_hidden_unless_staff_may_see_them(
    may_see: bool, hidden: bool
) -> None:
    with shop() as fresh:
        fresh.init(settings=Settings(staff_see_profit=may_see))
        header = fresh.read("Rekap Harian!1:1")[0]
        fields = "sheets.data.columnMetadata.hiddenByUser"
        query = {"ranges": "'Rekap Harian'!1:1", "includeGridData": "true", "fields": fields}
        answer = fresh.people[OWNER].read("GET", fresh.workbook_id, cause="test", params=query)
        found = answer["sheets"][0]["data"][0]
        columns = found.get("columnMetadata", [])

    for name in ("Harga Modal", "Laba Kotor"):
        at = header.index(name)
        assert bool(at < len(columns) and columns[at].get("hiddenByUser")) is hidden
