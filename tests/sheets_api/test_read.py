"""Reading a workbook that staff change meanwhile: moved, pushed down, deleted, copied, spoiled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from automations.errors import WorkbookError
from automations.sheets_api import Reading
from sheet_schema.tabs import ORDERS, PASTE_BANK, TEAM
from sheet_schema.tabs.machine import MACHINE_ROWS
from tests.drawing import LABELS
from tests.sheets_api.drawn_book import NOW, Bench, bench


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as made:
        yield made


def column(reading: Reading, word: str) -> list[object]:
    """What the grid of Pesanan holds below the header *word*."""
    grid = reading.snapshot.grids["orders"]
    return list(grid.columns[grid.header.index(word)])


def inserted(desk: Bench, tab: str, what: str, at: int, count: int = 1) -> None:
    lines = {
        "sheetId": desk.sheets[tab],
        "dimension": what,
        "startIndex": at,
        "endIndex": at + count,
    }
    desk.batch({"insertDimension": {"range": lines, "inheritFromBefore": False}})


BUYER = LABELS.header(ORDERS, "buyer_text")


def test_a_warm_read_is_one_request_with_types_as_typed(desk: Bench) -> None:
    desk.type("orders", 2, 0, [["N1", 46347, True, "1.500.000"], ["", "", "", "Ani"]])
    book = desk.workbook()
    book.read()
    before = len(desk.server.requests)
    reading = book.read()
    assert len(desk.server.requests) - before == 1
    assert not reading.full
    grid = reading.snapshot.grids["orders"]
    assert [grid.columns[at] for at in range(4)] == [
        ["N1"], [46347], [True], ["1.500.000", "Ani"],
    ]  # fmt: skip
    assert 10 not in grid.columns  # a result column
    assert (grid.title, grid.height) == (LABELS.title(ORDERS), 2)


def test_a_paste_tab_gives_its_account_and_its_lines(desk: Bench) -> None:
    desk.type("paste_bank", 2, 1, [["BCA 123"]])
    desk.type("paste_bank", 5, 0, [["20/11,TRSF", 150000], ["21/11,TRSF"]])
    grid = desk.workbook().read().snapshot.grids["paste_bank"]
    assert grid.header == ("BCA 123",)
    assert grid.columns == {0: ["20/11,TRSF", "21/11,TRSF"], 1: [150000]}
    assert LABELS.title(PASTE_BANK) == grid.title


def test_a_full_read_is_metadata_formulas_and_one_read_of_all(desk: Bench) -> None:
    link = '=HYPERLINK("http://x/a,b";"N1 ↗")'
    at = 9
    desk.type("actions", 3, 0, [["A1", "Cek"]])
    desk.type("actions", 3, at, [[link]], formula=True)
    desk.type("summary", 2, 0, [["Omzet", "", 5]])
    desk.type("summary", 2, 7, [[46347, 1, 2]])
    desk.server.requests.clear()
    reading = desk.workbook().read(full=True, cause="cold")
    assert len(desk.server.requests) == 3
    held = reading.snapshot.held
    assert held["actions"][0][:2] == ("A1", "Cek")
    assert held["actions"][0][at] == link
    assert held["summary"] == (("Omzet", "", 5, ""),)
    assert held["summary_chart"] == ((46347, 1, 2),)
    assert held["order_results"] == ()
    assert reading.snapshot.sheet_ids["summary_chart"] == reading.snapshot.sheet_ids["summary"]
    assert reading.snapshot.address.startswith(desk.server.base_url)
    assert "?" not in reading.snapshot.address
    assert "machine" not in held


def test_a_column_moved_meanwhile_costs_one_more_read(desk: Bench) -> None:
    desk.type("orders", 2, 0, [["N1", 46347, "WA", "Budi"]])
    book = desk.workbook()
    book.read()
    inserted(desk, "orders", "COLUMNS", 0)
    before = desk.reads()
    assert column(book.read(), BUYER) == ["Budi"]
    assert desk.reads() - before == 2
    assert column(book.read(), BUYER) == ["Budi"]
    assert desk.reads() - before == 3


def test_rows_inserted_above_the_header_are_looked_through(desk: Bench) -> None:
    desk.type("orders", 2, 0, [["N1", 46347, "WA", "Budi"]])
    book = desk.workbook()
    book.read()
    inserted(desk, "orders", "ROWS", 0, 2)
    reading = book.read()
    assert column(reading, BUYER) == ["Budi"]
    assert reading.snapshot.grids["orders"].header_row == 3
    assert not reading.full
    assert column(desk.workbook(state="other").read(), BUYER) == ["Budi"]


def test_a_deleted_staff_tab_is_missing_and_the_rest_goes_on(desk: Bench) -> None:
    desk.type("orders", 2, 0, [["N1", 46347, "WA", "Budi"]])
    book = desk.workbook()
    book.read()
    desk.batch({"deleteSheet": {"sheetId": desk.sheets["team"]}})
    before = len(desk.server.requests)
    reading = book.read()
    assert reading.snapshot.missing == {TEAM.tab_key}
    assert "team" not in reading.snapshot.grids
    assert column(reading, BUYER) == ["Budi"]
    assert len(desk.server.requests) - before == 3  # refused, metadata, read without it
    assert desk.workbook(state="other").read().snapshot.missing == {TEAM.tab_key}


def test_a_renamed_tab_is_read_under_its_new_title(desk: Bench) -> None:
    desk.type("orders", 2, 3, [["Budi"]])
    properties = {"sheetId": desk.sheets["orders"], "title": "Orderan"}
    desk.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    reading = desk.workbook().read()
    assert reading.snapshot.titles["orders"] == "Orderan"
    assert column(reading, BUYER) == ["Budi"]


def test_a_copy_of_a_staff_tab_is_told(desk: Bench) -> None:
    title = f"Salinan dari {LABELS.title(ORDERS)}"
    source = desk.sheets["orders"]
    desk.batch(
        {"duplicateSheet": {"sourceSheetId": source, "newSheetId": 900, "newSheetName": title}},
        {"addSheet": {"properties": {"sheetId": 901, "title": f"Copy of {LABELS.title(TEAM)}"}}},
    )
    assert desk.workbook().read().snapshot.copies == {title: "orders"}


def test_foreign_content_in_a_result_header_is_spoiled(desk: Bench) -> None:
    at = [c.key for c in ORDERS.columns()].index("status")
    book = desk.workbook()
    assert book.read().snapshot.spoiled == {}
    desk.type("orders", 1, at, [["ketikan staf"]])
    assert book.read().snapshot.spoiled == {("orders", "status"): "ketikan staf"}


def test_answers_in_another_order_change_nothing(desk: Bench) -> None:
    desk.type("orders", 2, 0, [["N1", 46347, "WA", "Budi"]])
    book = desk.workbook()
    first = book.read(full=True)
    desk.server.faults.add("shuffle", times=None)
    again = book.read(full=True)
    assert again.snapshot.grids == first.snapshot.grids
    assert again.snapshot.held == first.snapshot.held


def test_a_spreadsheet_without_tabs_of_ours_asks_for_init(desk: Bench) -> None:
    bare = desk.server.create("Kosong")
    book = Bench(desk.server, desk.staff, bare, {}, desk.folder).workbook()
    with pytest.raises(WorkbookError, match="rekapin init"):
        book.read()


def test_the_machine_tab_is_read_by_name(desk: Bench) -> None:
    row = 2 + MACHINE_ROWS.index("last_day_close")
    desk.type("machine", row, 1, [[46347.875]])
    machine = desk.workbook().read().machine
    moment = machine.moment("last_day_close")
    assert moment is not None
    assert (moment.date(), moment.hour) == (NOW.date(), 21)
