"""The second copy of the journals."""

import sqlite3
from contextlib import closing
from pathlib import Path

from automations.state.journals import Journals
from sheet_schema.cells import Cells
from sheet_schema.tabs import LOG, ORDER_BOOK

WIDTH = len(ORDER_BOOK.columns())


def row(*cells: str | float) -> Cells:
    return (*cells, *[""] * (WIDTH - len(cells)))


def entries(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as store:
        return store.execute("SELECT key, cells FROM entry ORDER BY key").fetchall()


def test_a_row_that_the_workbook_lost_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "journals.sqlite"
    assert Journals(path).save(ORDER_BOOK, [row("N1", 11), row("N2", 12), row()]) == 2
    kept = Journals(path)
    assert kept.merge(ORDER_BOOK, [row("N1", 99)]) == (row("N2", 12),)
    assert kept.merge(ORDER_BOOK, []) == (row("N1", 11), row("N2", 12))
    assert kept.merge(ORDER_BOOK, [row("N2"), row("N1")]) == ()


def test_only_new_and_changed_rows_are_written(tmp_path: Path) -> None:
    journals = Journals(tmp_path / "journals.sqlite")
    held = [row("N1", 11), row("N2", 12)]
    assert journals.save(ORDER_BOOK, held) == 2
    assert journals.save(ORDER_BOOK, held) == 0
    assert journals.save(ORDER_BOOK, [row("N1", 11), row("N2", 13)]) == 1
    assert len(entries(tmp_path / "journals.sqlite")) == 2
    assert Journals(tmp_path / "journals.sqlite").merge(ORDER_BOOK, [row("N1")]) == (row("N2", 13),)


def test_rows_missing_from_the_workbook_are_not_forgotten_by_saving(tmp_path: Path) -> None:
    journals = Journals(tmp_path / "journals.sqlite")
    journals.save(ORDER_BOOK, [row("N1"), row("N2")])
    journals.save(ORDER_BOOK, [row("N1")])
    assert journals.merge(ORDER_BOOK, [row("N1")]) == (row("N2"),)


def test_an_instant_that_comes_back_with_other_last_digits_is_the_same_key(tmp_path: Path) -> None:
    journals = Journals(tmp_path / "journals.sqlite")
    sent: Cells = (46347.58680555556, 1, "c", "e", "", "", "", "")
    read: Cells = (46347.586805555555, 1.0, "c", "e", "", "", "", "")
    journals.save(LOG, [sent])
    assert journals.merge(LOG, [read]) == ()
    journals.save(LOG, [read])
    assert len(entries(tmp_path / "journals.sqlite")) == 1


def test_a_column_added_later_is_blank_in_old_rows(tmp_path: Path) -> None:
    path = tmp_path / "journals.sqlite"
    Journals(path).save(ORDER_BOOK, [row("N1", 11)])
    with (
        closing(sqlite3.connect(path)) as store,
        store,
    ):  # as an older schema of two columns kept it
        store.execute("UPDATE shape SET columns = ?", ('["order_no","unique_code"]',))
        store.execute("UPDATE entry SET cells = ?", ('["N1",11]',))
    journals = Journals(path)
    assert journals.merge(ORDER_BOOK, []) == (row("N1", 11),)
    journals.save(ORDER_BOOK, [row("N2", 12)])
    assert Journals(path).merge(ORDER_BOOK, []) == (row("N1", 11), row("N2", 12))


def test_archived_rows_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "journals.sqlite"
    journals = Journals(path)
    journals.save(ORDER_BOOK, [row("N1"), row("N2")])
    journals.forget(ORDER_BOOK, [("N1",), ("N9",)])
    assert journals.merge(ORDER_BOOK, []) == (row("N2"),)
    assert Journals(path).merge(ORDER_BOOK, []) == (row("N2"),)
    assert path.stat().st_mode & 0o077 == 0


def test_rows_found_whole_before_are_checked_again_once_more_is_remembered(tmp_path: Path) -> None:
    journals = Journals(tmp_path / "journals.sqlite")
    held = (row("N1"),)
    journals.save(ORDER_BOOK, held)
    assert journals.merge(ORDER_BOOK, held) == ()
    journals.save(ORDER_BOOK, (row("N1"), row("N2")))
    assert journals.merge(ORDER_BOOK, held) == (row("N2"),)
