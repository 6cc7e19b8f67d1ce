"""Files as rows of cells: text decoded, split by delimiter, headers found by content.

A ``Row`` is its number as an editor counts and its cells.  Nothing is given a type here.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from automations.importers.refusals import UnusableFileError
from sheet_schema.cells import Cell

Row = tuple[int, tuple[Cell, ...]]
Rows = Sequence[Row]
DELIMITERS = (",", ";", "\t")
HEADER_WITHIN = 30  #: the header stands in these first rows, or nowhere


def decoded(data: bytes) -> str:
    """The text of *data*: UTF-8 with or without mark, UTF-16 with one, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnusableFileError("not_text")


def split(text: str, delimiter: str) -> list[Row]:
    """Rows of a delimited text; a quoted cell may hold line ends."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[Row] = []
    number = 1
    try:
        for cells in rows:
            found.append((number, tuple(cells)))
            number = rows.line_num + 1
    except csv.Error as error:
        raise UnusableFileError("line_unreadable", str(error), line=rows.line_num) from error
    return found


def readings(data: bytes) -> Iterator[list[Row]]:
    """Every way *data* can be read as rows: as an HTML table, else by each delimiter."""
    text = decoded(data)
    if "<table" in text[:20_000].casefold():
        table = _TableParser()
        table.feed(text)
        table.close()
        yield [(number, tuple(cells)) for number, cells in enumerate(table.rows, start=1)]
        return
    for delimiter in DELIMITERS:
        if delimiter in text:
            yield split(text, delimiter)


class _TableParser(HTMLParser):
    """Collects the cells of all table rows; banks save such tables as ``.xls``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell."""
        del attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        """Text belongs to the open cell."""
        if self._cell is not None:
            self._cell.append(data)


def folded(cell: Cell) -> str:
    """A header as it is compared: no BOM, NBSP as blank, blanks collapsed, no case."""
    text = str(cell).replace("\ufeff", "").replace("\u00a0", " ")
    return " ".join(text.split()).casefold()


def trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells without the blank ones at the end."""
    end = len(cells)
    while end and (cells[end - 1] == "" or str(cells[end - 1]).strip() == ""):
        end -= 1
    return tuple(cells[:end])


def shown(cells: Sequence[Cell]) -> str:
    """A row as one short text, for messages."""
    return ",".join(str(cell) for cell in trimmed(cells))[:120]
