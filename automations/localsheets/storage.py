"""The database file: one SQLite database in WAL mode, one transaction a batch, one server a file."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from automations.localsheets.book import Book
from automations.localsheets.changes import Changes
from automations.localsheets.errors import InUseError
from automations.localsheets.grid import Column, Sheet, new_sheet
from automations.localsheets.runs import Runs

_FORMAT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS books (
    id TEXT PRIMARY KEY, file TEXT NOT NULL, book TEXT NOT NULL, revision INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS sheets (
    book TEXT NOT NULL, sheet INTEGER NOT NULL, place INTEGER NOT NULL, description TEXT NOT NULL,
    PRIMARY KEY (book, sheet));
CREATE TABLE IF NOT EXISTS cells (
    book INTEGER NOT NULL, sheet INTEGER NOT NULL, col INTEGER NOT NULL, row INTEGER NOT NULL,
    kind TEXT NOT NULL, value NOT NULL, PRIMARY KEY (book, sheet, col, row)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looks (
    book INTEGER NOT NULL, sheet INTEGER NOT NULL, col INTEGER NOT NULL, name TEXT NOT NULL,
    runs TEXT NOT NULL, PRIMARY KEY (book, sheet, col, name)) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Stored:
    """One spreadsheet as loaded: its book, Drive's view of the file, and its revision."""

    book: Book
    file: dict[str, Any]
    revision: int


class Storage:
    """The open database; `InUseError` if another server holds the file."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600, exist_ok=True)
        self._connection = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, timeout=0
        )
        try:
            self._open(path)
        except sqlite3.OperationalError as error:
            self._connection.close()
            if "locked" in str(error) or "busy" in str(error):
                raise InUseError(f"{path} is in use by another server.") from error
            raise
        except BaseException:
            self._connection.close()
            raise

    def _open(self, path: Path) -> None:
        """Takes the file for this process alone; the lock falls with the process."""
        run = self._connection.execute
        run("PRAGMA locking_mode=EXCLUSIVE")
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("BEGIN IMMEDIATE")
        run("COMMIT")
        version = run("PRAGMA user_version").fetchone()[0]
        if version not in {0, _FORMAT}:
            raise RuntimeError(f"{path} was written by a newer version (format {version}).")
        self._connection.executescript(_SCHEMA)
        run(f"PRAGMA user_version={_FORMAT}")

    def close(self) -> None:
        """Ends the use of the file."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: what is written inside is there after a kill, or none of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def save(self, stored: Stored, changes: Changes) -> None:
        """Writes the changed cells, formats and descriptions of one spreadsheet."""
        with self.transaction() as connection:
            number = self._head(connection, stored)
            _places(connection, stored.book)
            for sheet_id in changes.gone:
                _remove(connection, number, stored.book.book_id, sheet_id)
            for sheet in changes.whole:
                _remove(connection, number, stored.book.book_id, sheet.sheet_id)
                _describe(connection, stored.book, sheet)
                for index, column in enumerate(sheet.columns):
                    rows = _filled_rows(column)
                    _put_cells(connection, (number, sheet.sheet_id, index), column, rows)
                    _put_looks(connection, (number, sheet.sheet_id, index), column)
            for sheet in changes.described:
                _describe(connection, stored.book, sheet)
            for change in changes.columns:
                column = stored.book.sheet(change.sheet_id).columns[change.column]
                place = (number, change.sheet_id, change.column)
                _put_cells(connection, place, column, change.rows)
                if change.looks:
                    _put_looks(connection, place, column)

    def delete(self, book_id: str) -> None:
        """Removes a spreadsheet."""
        with self.transaction() as connection:
            found = connection.execute("SELECT rowid FROM books WHERE id=?", (book_id,)).fetchone()
            for table in ("cells", "looks"):
                connection.execute(f"DELETE FROM {table} WHERE book=?", found)  # noqa: S608
            connection.execute("DELETE FROM sheets WHERE book=?", (book_id,))
            connection.execute("DELETE FROM books WHERE id=?", (book_id,))

    @staticmethod
    def _head(connection: sqlite3.Connection, stored: Stored) -> int:
        book = stored.book
        head = {
            "properties": book.properties,
            "named": book.named,
            "lost_names": sorted(book.lost_names),
            "metadata": book.metadata,
        }
        connection.execute(
            "INSERT INTO books (id, file, book, revision) VALUES (?,?,?,?) ON CONFLICT (id) "
            "DO UPDATE SET file=excluded.file, book=excluded.book, revision=excluded.revision",
            (book.book_id, json.dumps(stored.file), json.dumps(head), stored.revision),
        )
        found = connection.execute("SELECT rowid FROM books WHERE id=?", (book.book_id,))
        return int(found.fetchone()[0])

    def load(self) -> list[Stored]:
        """All spreadsheets of the file."""
        rows = self._connection.execute("SELECT rowid, id, file, book, revision FROM books")
        return [
            Stored(self._book(number, book_id, json.loads(head)), json.loads(file), revision)
            for number, book_id, file, head, revision in rows.fetchall()
        ]

    def _book(self, number: int, book_id: str, head: dict[str, Any]) -> Book:
        described = self._connection.execute(
            "SELECT description FROM sheets WHERE book=? ORDER BY place", (book_id,)
        )
        sheets = [_sheet(json.loads(text)) for (text,) in described.fetchall()]
        by_id = {sheet.sheet_id: sheet for sheet in sheets}
        cells = self._connection.execute(
            "SELECT sheet, col, row, kind, value FROM cells WHERE book=?", (number,)
        )
        for sheet_id, index, row, kind, value in cells:
            column = by_id[sheet_id].columns[index]
            if kind == "f":
                column.put_formula(row, value)
            else:
                column.put(row, bool(value) if kind == "b" else value)
        looks = self._connection.execute(
            "SELECT sheet, col, name, runs FROM looks WHERE book=?", (number,)
        )
        for sheet_id, index, name, runs in looks:
            by_id[sheet_id].columns[index].extras[name] = Runs(json.loads(runs))
        return Book(
            book_id=book_id,
            properties=head["properties"],
            sheets=sheets,
            named=head["named"],
            lost_names=frozenset(head["lost_names"]),
            metadata=head["metadata"],
        )


def _places(connection: sqlite3.Connection, book: Book) -> None:
    places = dict(
        connection.execute("SELECT sheet, place FROM sheets WHERE book=?", (book.book_id,))
    )
    moved = [
        (at, book.book_id, sheet.sheet_id)
        for at, sheet in enumerate(book.sheets)
        if places.get(sheet.sheet_id, at) != at
    ]
    connection.executemany("UPDATE sheets SET place=? WHERE book=? AND sheet=?", moved)


def _describe(connection: sqlite3.Connection, book: Book, sheet: Sheet) -> None:
    description = {
        "properties": sheet.properties,
        "parts": {name: items for name, items in sheet.parts.items() if items},
        "row_looks": sheet.row_looks.breaks(),
        "column_looks": sheet.column_looks.breaks(),
    }
    place = book.index_of(sheet)
    connection.execute(
        "INSERT OR REPLACE INTO sheets (book, sheet, place, description) VALUES (?,?,?,?)",
        (book.book_id, sheet.sheet_id, place, json.dumps(description)),
    )


def _sheet(description: dict[str, Any]) -> Sheet:
    properties = description["properties"]
    columns = properties["gridProperties"]["columnCount"]
    sheet = new_sheet(properties["sheetId"], properties["title"], columns=columns)
    sheet.properties = properties
    sheet.parts.update(description["parts"])
    sheet.row_looks = Runs(description["row_looks"])
    sheet.column_looks = Runs(description["column_looks"])
    return sheet


def _remove(connection: sqlite3.Connection, number: int, book_id: str, sheet_id: int) -> None:
    connection.execute("DELETE FROM sheets WHERE book=? AND sheet=?", (book_id, sheet_id))
    connection.execute("DELETE FROM cells WHERE book=? AND sheet=?", (number, sheet_id))
    connection.execute("DELETE FROM looks WHERE book=? AND sheet=?", (number, sheet_id))


Place = tuple[int, int, int]


def _filled_rows(column: Column) -> list[int]:
    typed = (row for row, value in enumerate(column.values) if value is not None)
    return sorted({*typed, *column.formulas})


def _put_cells(
    connection: sqlite3.Connection, place: Place, column: Column, rows: Iterable[int]
) -> None:
    kept: list[tuple[Any, ...]] = []
    blank: list[tuple[Any, ...]] = []
    for row in rows:
        formula, value = column.formulas.get(row), column.value(row)
        if formula is not None:
            kept.append((*place, row, "f", formula))
        elif value is None:
            blank.append((*place, row))
        else:
            kept.append((*place, row, "b" if isinstance(value, bool) else "v", value))
    connection.executemany("INSERT OR REPLACE INTO cells VALUES (?,?,?,?,?,?)", kept)
    connection.executemany("DELETE FROM cells WHERE book=? AND sheet=? AND col=? AND row=?", blank)


def _put_looks(connection: sqlite3.Connection, place: Place, column: Column) -> None:
    connection.execute("DELETE FROM looks WHERE book=? AND sheet=? AND col=?", place)
    rows = [(*place, name, json.dumps(runs.breaks())) for name, runs in column.extras.items()]
    connection.executemany("INSERT INTO looks VALUES (?,?,?,?,?)", rows)
