"""All spreadsheets of one server: opened, changed atomically, stored, and announced."""

import secrets
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from automations.localsheets import changes as changing
from automations.localsheets.book import Book, new_book
from automations.localsheets.changes import Changes
from automations.localsheets.errors import NOT_FOUND, RefusedError
from automations.localsheets.formulas import Calculator
from automations.localsheets.identity import Caller, Identities
from automations.localsheets.locales import locale_of
from automations.localsheets.serials import serial
from automations.localsheets.storage import Storage, Stored
from automations.localsheets.view import TypedCells, View
from automations.localsheets.work import Liberties, Work

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_KEPT_BOOKS = 8
_VOLATILE = {"MINUTE": timedelta(minutes=1), "HOUR": timedelta(hours=1)}
Result = TypeVar("Result")
Listener = Callable[[str, int], None]


@dataclass(slots=True)
class Live:
    """One open spreadsheet with its calculator; earlier books are kept for stale reads."""

    stored: Stored
    cells: TypedCells
    calculator: Calculator
    pending: bool = True
    computed_at: datetime | None = None
    earlier: deque[Book] = field(default_factory=lambda: deque(maxlen=_KEPT_BOOKS))

    @property
    def book(self) -> Book:
        """The committed book."""
        return self.stored.book


class Shelf:
    """The spreadsheets by id; every method may be called from any thread."""

    def __init__(
        self, storage: Storage | None, identities: Identities, now: Callable[[], datetime]
    ) -> None:
        self.lock = threading.RLock()
        self.identities = identities
        self.now = now
        self.listeners: list[Listener] = []
        self._storage = storage
        self._live: dict[str, Live] = {}
        for stored in storage.load() if storage is not None else ():
            self._live[stored.book.book_id] = self._opened(stored)

    def _opened(self, stored: Stored) -> Live:
        cells = TypedCells(stored.book)
        return Live(stored, cells, self._calculator(stored.book, cells))

    def _calculator(self, book: Book, cells: TypedCells) -> Calculator:
        comma = locale_of(book.properties["locale"]).decimal == ","

        def moment() -> float:
            return serial(self.now(), cells.book.properties["timeZone"])

        calculator = Calculator(cells, moment, decimal_comma=comma)
        calculator.reset(book.formulas())
        return calculator

    def ids(self) -> list[str]:
        """The ids, newest first."""
        return list(reversed(self._live))

    def live(self, book_id: str) -> Live:
        """An open spreadsheet; 404 if there is none."""
        found = self._live.get(book_id)
        if found is None:
            raise RefusedError(NOT_FOUND, 404)
        return found

    def view(self, book_id: str, *, back: int = 0) -> View:
        """The spreadsheet with its formulas computed; `back` > 0 shows an earlier book."""
        live = self.live(book_id)
        if back and live.earlier:
            book = live.earlier[-min(back, len(live.earlier))]
            calculator = self._calculator(book, TypedCells(book))
            calculator.recalculate()
            return View(book, calculator)
        every = _VOLATILE.get(live.book.properties["autoRecalc"])
        moment = self.now()
        overdue = every is not None and (
            live.computed_at is None or moment - live.computed_at >= every
        )
        if live.pending or overdue:
            live.calculator.recalculate()
            live.pending, live.computed_at = False, moment
        return View(live.book, live.calculator)

    def create(self, title: str, caller: Caller, book: Book | None = None) -> Live:
        """A new spreadsheet, stored."""
        book = book or new_book(secrets.token_urlsafe(33), title)
        stamp = self.stamp()
        file = {
            "id": book.book_id,
            "mimeType": SPREADSHEET,
            "createdTime": stamp,
            "modifiedTime": stamp,
            "owner": caller.email,
        }
        stored = Stored(book, file, 1)
        with self.lock:
            if self._storage is not None:
                self._storage.save(stored, Changes(whole=list(book.sheets)))
            live = self._live[book.book_id] = self._opened(stored)
        self._announce(book.book_id, stored.revision)
        return live

    def change(
        self,
        book_id: str,
        caller: Caller,
        act: Callable[[Work], Result],
        liberties: Liberties | None = None,
    ) -> Result:
        """Lets `act` write a draft and commits it: whole, or not at all if it raises."""
        with self.lock:
            live = self.live(book_id)
            draft = live.book.draft()
            work = Work(
                book=draft,
                caller=caller,
                computed=lambda: self.view(book_id).calculator,
                editors=self.identities.editors(),
                now=self.now,
                liberties=liberties or Liberties(),
            )
            result = act(work)
            self._commit(live, draft)
        self._announce(book_id, live.stored.revision)
        return result

    def change_file(self, book_id: str, change: dict[str, Any]) -> None:
        """Changes what Drive keeps about the file, e.g. trashed."""
        with self.lock:
            live = self.live(book_id)
            file = {**live.stored.file, **change, "modifiedTime": self.stamp()}
            stored = Stored(live.book, file, live.stored.revision + 1)
            if self._storage is not None:
                self._storage.save(stored, Changes())
            live.stored = stored

    def _commit(self, live: Live, draft: Book) -> None:
        found = changing.between(live.book, draft)
        file = {**live.stored.file, "modifiedTime": self.stamp()}
        stored = Stored(draft, file, live.stored.revision + 1)
        if self._storage is not None:
            self._storage.save(stored, found)
        old = live.book
        live.earlier.append(old)
        live.stored = stored
        live.cells.book = draft
        if found.reset:
            if old.properties["locale"] != draft.properties["locale"]:
                live.calculator = self._calculator(draft, live.cells)
            else:
                live.calculator.reset(draft.formulas())
        else:
            _tell(live.calculator, draft, found)
        live.pending = True

    def delete(self, book_id: str) -> None:
        """Removes a spreadsheet for good."""
        with self.lock:
            self.live(book_id)
            if self._storage is not None:
                self._storage.delete(book_id)
            del self._live[book_id]

    def close(self) -> None:
        """Closes the database file."""
        if self._storage is not None:
            self._storage.close()

    def stamp(self) -> str:
        """The present moment as Drive writes it."""
        return self.now().replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"

    def _announce(self, book_id: str, revision: int) -> None:
        for listener in list(self.listeners):
            with suppress(RuntimeError):  # the loop of a server that is just stopping
                listener(book_id, revision)


def _tell(calculator: Calculator, book: Book, found: Changes) -> None:
    for change in found.columns:
        column = book.sheet(change.sheet_id).columns[change.column]
        for row in change.formulas:
            text = column.formulas.get(row)
            if text is None:
                calculator.remove_formula(change.sheet_id, row, change.column)
            else:
                calculator.set_formula(change.sheet_id, row, change.column, text)
        for first, last in change.strips():
            calculator.touched(change.sheet_id, change.column, first, last)
