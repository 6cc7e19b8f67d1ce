"""One spreadsheet in memory. A committed book is never changed; batches work on a draft of it."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from automations.localsheets import a1
from automations.localsheets.errors import TOO_MANY_CELLS, RefusedError, no_grid
from automations.localsheets.grid import Sheet, new_sheet

CELL_CAP = 10_000_000


@dataclass(slots=True)
class Book:
    """Properties, tabs in order, named ranges and developer metadata; JSON parts stay as they are."""

    book_id: str
    properties: dict[str, Any]
    sheets: list[Sheet]
    named: list[dict[str, Any]] = field(default_factory=list)
    #: names (casefolded) whose cell was deleted: not listed any more, yet taken
    lost_names: frozenset[str] = frozenset()
    metadata: list[dict[str, Any]] = field(default_factory=list)

    def draft(self) -> "Book":
        """A book that can be written without touching this one."""
        return Book(
            book_id=self.book_id,
            properties=self.properties,
            sheets=[sheet.draft() for sheet in self.sheets],
            named=self.named.copy(),
            lost_names=self.lost_names,
            metadata=self.metadata.copy(),
        )

    def find(self, sheet_id: int) -> Sheet | None:
        """The tab of an id, or None."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        return None

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab of an id; refused if there is none."""
        found = self.find(sheet_id)
        if found is None:
            raise no_grid(sheet_id)
        return found

    def titled(self, title: str) -> Sheet | None:
        """The tab of a title, ignoring case, or None."""
        wanted = title.casefold()
        for sheet in self.sheets:
            if sheet.title.casefold() == wanted:
                return sheet
        return None

    def locate(self, text: str) -> tuple[Sheet, a1.Area]:
        """The tab and area that an A1 text or a named range points at; refused if none."""
        reference = a1.parse(text)
        if reference is None:
            raise _unparsable(text)
        if reference.title is not None:
            sheet = self.titled(reference.title)
            if sheet is None:
                raise _unparsable(text)
            if reference.bare is not None:
                found = self._named_area(reference.bare)
                if found is None or found[0] is not sheet:
                    raise _unparsable(text)
                return found
            return sheet, reference.area or a1.Area()
        if reference.area is not None:
            return self.sheets[0], reference.area
        named = self._named_area(reference.bare or text)
        sheet = self.titled(text)
        if named is None and sheet is None:
            raise _unparsable(text)
        return named or (sheet or self.sheets[0], a1.Area())

    def _named_area(self, text: str) -> tuple[Sheet, a1.Area] | None:
        for entry in self.named:
            if entry["name"].casefold() == text.casefold():
                box = entry["range"]
                return self.sheet(box.get("sheetId", 0)), a1.Area(
                    box.get("startRowIndex"),
                    box.get("endRowIndex"),
                    box.get("startColumnIndex"),
                    box.get("endColumnIndex"),
                )
        return None

    def index_of(self, sheet: Sheet) -> int:
        """The tab's place in the order."""
        return next(at for at, other in enumerate(self.sheets) if other is sheet)

    def cells(self) -> int:
        """Cells of all grids, empty ones included."""
        return sum(sheet.row_count * sheet.column_count for sheet in self.sheets)

    def check_size(self) -> None:
        """Refuses a book above Google's cap of cells."""
        if self.cells() > CELL_CAP:
            raise RefusedError(TOO_MANY_CELLS)

    def formulas(self) -> Iterator[tuple[int, int, int, str]]:
        """(sheetId, row, column, text) of every formula."""
        for sheet in self.sheets:
            for row, column, text in sheet.formulas():
                yield sheet.sheet_id, row, column, text

    def free_sheet_id(self) -> int:
        """A random 31-bit id that no tab has."""
        while True:
            number = secrets.randbelow(2**31 - 1) + 1
            if self.find(number) is None:
                return number


def _unparsable(text: str) -> RefusedError:
    return RefusedError(f"Unable to parse range: {text}")


def new_book(book_id: str, title: str, locale: str = "en_US", zone: str = "Etc/GMT") -> Book:
    """A fresh spreadsheet as Drive makes it: one tab `Sheet1`, id 0, 1000 x 26."""
    properties = {
        "title": title,
        "locale": locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": zone,
        "defaultFormat": {
            "backgroundColor": {"red": 1, "green": 1, "blue": 1},
            "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
            "verticalAlignment": "BOTTOM",
            "wrapStrategy": "OVERFLOW_CELL",
            "textFormat": {
                "foregroundColor": {},
                "fontFamily": "arial,sans,sans-serif",
                "fontSize": 10,
                "bold": False,
                "italic": False,
                "strikethrough": False,
                "underline": False,
                "foregroundColorStyle": {"rgbColor": {}},
            },
            "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
        },
    }
    return Book(book_id=book_id, properties=properties, sheets=[new_sheet(0, "Sheet1")])
