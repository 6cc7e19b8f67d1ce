"""The two narrow writes into staff tabs: a result column restored, numbers printed ahead."""

import datetime as dt
from collections.abc import Iterator

import pytest

from automations.sheets_api.repair import (
    PAUSE,
    Restored,
    Watch,
    judge,
    noted,
    repair,
    restored,
    top_up,
)
from automations.workbook.labels import Labels
from sheet_schema.tabs import ORDERS, WORKBOOK
from tests.sheets_api.provisioned import BOT, Shop, shop, wishes

NOW = dt.datetime(2026, 11, 25, 12, 0)
STATUS = ("orders", "status")


@pytest.fixture
def melati() -> Iterator[Shop]:
    """A built workbook of Toko Melati."""
    with shop() as made:
        made.init()
        yield made


def status(labels: Labels, header_row: int = 1) -> Restored:
    positions = {column.key: i for i, column in enumerate(ORDERS.columns())}
    titles = {tab.tab_key: labels.title(tab) for tab in WORKBOOK}
    words = wishes().texts.formulas
    found = restored(ORDERS, "status", positions, titles, words, labels, header_row)
    assert found is not None
    return found


def test_a_column_is_due_when_two_reads_saw_it_spoiled() -> None:
    first = judge(Watch(), [STATUS], NOW)
    assert first.due == ()
    assert judge(first.watch, [STATUS], NOW).due == (STATUS,)
    assert judge(first.watch, [], NOW).due == ()


def test_a_column_rests_ten_minutes_and_is_asked_of_people_the_third_time() -> None:
    watch = noted(Watch(frozenset({STATUS})), [STATUS], NOW)
    again = judge(Watch(frozenset({STATUS}), watch.repaired), [STATUS], NOW + PAUSE / 2)
    assert (again.due, again.stubborn) == ((), ())
    later = judge(again.watch, [STATUS], NOW + PAUSE)
    assert later.due == (STATUS,)
    twice = noted(later.watch, [STATUS], NOW + PAUSE)
    third = judge(Watch(frozenset({STATUS}), twice.repaired), [STATUS], NOW + 3 * PAUSE)
    assert (third.due, third.stubborn) == ((), (STATUS,))
    next_day = judge(third.watch, [STATUS], NOW + dt.timedelta(days=2))
    assert next_day.due == (STATUS,)


def test_after_a_repair_two_new_sightings_are_needed() -> None:
    assert noted(Watch(frozenset({STATUS})), [STATUS], NOW).seen == frozenset()


def test_typed_text_goes_to_the_log_and_the_column_comes_back(melati: Shop) -> None:
    melati.type("Pesanan!D3:F4", [["Budi", "Kaos", 2], ["Sari", "Topi", 1]])
    inputs = melati.read("Pesanan!A1:J900", "FORMULA")
    melati.type("Pesanan!L3:L4", [["sudah dikirim"], ["lunas kok"]])
    melati.type("Pesanan!L700", [["jauh di bawah"]])
    assert str(melati.read("Pesanan!L1")[0][0]).startswith("#REF!")
    (done,) = repair(melati.people[BOT], melati.workbook_id, [status(wishes().labels)])
    assert (done.before, done.refused) == ("sudah dikirim\nlunas kok\njauh di bawah", "")
    assert melati.read("Pesanan!L1:L4") == [["Status"], ["⏳"], ["⏳"], ["⏳"]]
    assert melati.read("Pesanan!A1:J900", "FORMULA") == inputs


def test_the_column_is_found_after_a_row_above_and_a_column_before_it(melati: Shop) -> None:
    orders = melati.sheet_id("Pesanan")
    for dimension in ("ROWS", "COLUMNS"):
        lines = {"sheetId": orders, "dimension": dimension, "startIndex": 0, "endIndex": 1}
        melati.batch({"insertDimension": {"range": lines}})
    melati.type("Pesanan!M1", [["di atas judul"]])
    melati.type("Pesanan!M2", [["judul hilang"]])
    labels = wishes().labels
    positions = {column.key: i + 1 for i, column in enumerate(ORDERS.columns())}
    titles = {tab.tab_key: labels.title(tab) for tab in WORKBOOK}
    wanted = restored(
        ORDERS, "status", positions, titles, wishes().texts.formulas, labels, header_row=2
    )
    assert wanted is not None
    (done,) = repair(melati.people[BOT], melati.workbook_id, [wanted])
    assert done.before == "judul hilang"
    assert melati.read("Pesanan!M1:M2") == [["di atas judul"], ["Status"]]


def test_a_column_without_its_mark_is_refused(melati: Shop) -> None:
    look_up = {"developerMetadataLookup": {"metadataValue": "orders.status"}}
    melati.batch({"deleteDeveloperMetadata": {"dataFilter": look_up}})
    melati.type("Pesanan!L3", [["x"]])
    (done,) = repair(melati.people[BOT], melati.workbook_id, [status(wishes().labels)])
    assert "rekapin init" in done.refused
    assert melati.read("Pesanan!L3") == [["x"]]


def test_two_columns_with_one_mark_are_refused(melati: Shop) -> None:
    lines = {
        "sheetId": melati.sheet_id("Pesanan"), "dimension": "COLUMNS",
        "startIndex": 13, "endIndex": 14,
    }  # fmt: skip
    copy = {
        "metadataKey": "rekapin.column",
        "metadataValue": "orders.status",
        "location": {"dimensionRange": lines},
        "visibility": "DOCUMENT",
    }
    melati.batch({"createDeveloperMetadata": {"developerMetadata": copy}})
    melati.type("Pesanan!N3", [["0123"]])
    (done,) = repair(melati.people[BOT], melati.workbook_id, [status(wishes().labels)])
    assert done.refused.startswith("2 columns are marked orders.status")
    assert melati.read("Pesanan!N3") == [["0123"]]


def test_a_column_waits_while_a_header_that_it_needs_is_missing() -> None:
    labels = wishes().labels
    titles = {tab.tab_key: labels.title(tab) for tab in WORKBOOK}
    words = wishes().texts.formulas
    assert restored(ORDERS, "status", {"order_no": 0}, titles, words, labels) is None


def test_numbers_are_printed_only_below_three_hundred_and_never_twice() -> None:
    free = [f"N{1201 + i}" for i in range(299)]
    known = [*free, *[f"N{1001 + i}" for i in range(200)], "N1499", "INV77"]
    assert top_up([*free, "N1500"], known, "N1001", 7, 0).requests == ()
    found = top_up(free, known, "N1001", 7, 0)
    assert (found.numbers[0], len(found.numbers)) == ("N1500", 201)
    assert not set(found.numbers) & set(known)


def test_the_first_numbers_begin_at_the_first_number_and_keep_their_width() -> None:
    assert top_up([], [], "0098", 7, 0).numbers[:3] == ("0098", "0099", "0100")


def test_printed_numbers_land_below_the_last_row_and_move_no_typed_cell(melati: Shop) -> None:
    melati.type("Pesanan!A502:F502", [["N1500", "", "", "Budi", "Kaos", 1]])
    before = melati.read("Pesanan!A1:J502", "FORMULA")
    found = top_up([], [f"N{1001 + i}" for i in range(500)], "N1001", melati.sheet_id("Pesanan"), 0)
    melati.batch(*found.requests, who=BOT)
    assert melati.read("Pesanan!A1:J502", "FORMULA") == before
    printed = [row[0] for row in melati.read("Pesanan!A503:A2000") if row and row[0]]
    assert printed == list(found.numbers)
