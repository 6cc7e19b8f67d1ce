"""Second copy of every journal row, by key: what cannot be derived again is kept twice.

Rows are kept by column, so a column that is added later is blank in old rows.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from automations.state.folder import private_file
from automations.workbook.plan import key_places
from sheet_schema.cells import Cell, Cells
from sheet_schema.model import SheetRow

_TABLES = """
CREATE TABLE IF NOT EXISTS entry (
    tab TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (tab, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shape (tab TEXT PRIMARY KEY, columns TEXT NOT NULL);
"""
Rows = dict[Cells, Cells]


class Journals:
    """The rows of one workbook's journals, by tab and key; all in memory, each change on disk."""

    def __init__(self, path: Path) -> None:
        """Keep the rows in *path*, a SQLite file made when first needed."""
        self._path = path
        self._rows: dict[str, Rows] = {}
        self._seen: dict[str, object] = {}
        self._whole: dict[str, object] = {}  #: held rows that were found to lack nothing

    def merge(self, tab: type[SheetRow], held: Sequence[Cells]) -> tuple[Cells, ...]:
        """The remembered rows whose key *held* lacks, in the order they were kept."""
        if self._whole.get(tab.tab_key, self) is held:
            return ()
        rows = self._known(tab)
        at = key_places(tab.primary_key, [column.key for column in tab.columns()])
        there = {_key(row, at) for row in held}
        lost = tuple(rows[key] for key in rows if key not in there)
        if lost:
            self._whole.pop(tab.tab_key, None)
        elif isinstance(held, tuple):  # a tuple cannot lose rows later
            self._whole[tab.tab_key] = held
        return lost

    def save(self, tab: type[SheetRow], held: Sequence[Cells]) -> int:
        """Remember the rows of *held* (blank ones left out); how many were new or differed."""
        if self._seen.get(tab.tab_key) is held:
            return 0
        rows = self._known(tab)
        at = key_places(tab.primary_key, [column.key for column in tab.columns()])
        fresh: Rows = {}
        for row in held:
            key = _key(row, at)
            if rows.get(key) != row and any(cell != "" for cell in row):
                fresh[key] = row
        if fresh:
            self._write(tab, fresh)
            rows |= fresh
            self._whole.pop(tab.tab_key, None)
        self._seen[tab.tab_key] = held
        return len(fresh)

    def forget(self, tab: type[SheetRow], keys: Iterable[Cells]) -> None:
        """Drop rows that were archived or closed into another workbook."""
        rows = self._known(tab)
        gone = [key for key in keys if rows.pop(key, None) is not None]
        with closing(self._open()) as store, store:
            store.executemany(
                "DELETE FROM entry WHERE tab = ? AND key = ?",
                [(tab.tab_key, _dumped(key)) for key in gone],
            )

    def _known(self, tab: type[SheetRow]) -> Rows:
        if tab.tab_key not in self._rows:
            self._rows[tab.tab_key] = self._read(tab)
        return self._rows[tab.tab_key]

    def _read(self, tab: type[SheetRow]) -> Rows:
        wanted = [column.key for column in tab.columns()]
        with closing(self._open()) as store:
            shape = store.execute(
                "SELECT columns FROM shape WHERE tab = ?", (tab.tab_key,)
            ).fetchone()
            found = store.execute(
                "SELECT key, cells FROM entry WHERE tab = ? ORDER BY key", (tab.tab_key,)
            ).fetchall()
        columns = json.loads(shape[0]) if shape else wanted
        return {
            tuple(json.loads(key)): _shaped(
                dict(zip(columns, json.loads(cells), strict=True)), wanted
            )
            for key, cells in found
        }

    def _write(self, tab: type[SheetRow], fresh: Rows) -> None:
        columns = [column.key for column in tab.columns()]
        with closing(self._open()) as store, store:
            self._reshape(store, tab.tab_key, columns)
            store.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)",
                [(tab.tab_key, _dumped(key), _dumped(row)) for key, row in fresh.items()],
            )

    def _reshape(self, store: sqlite3.Connection, tab: str, columns: list[str]) -> None:
        """Bring the kept rows of *tab* to *columns*, if they were of others."""
        shape = store.execute("SELECT columns FROM shape WHERE tab = ?", (tab,)).fetchone()
        if shape is not None and json.loads(shape[0]) == columns:
            return
        store.executemany(
            "UPDATE entry SET cells = ? WHERE tab = ? AND key = ?",
            [(_dumped(row), tab, _dumped(key)) for key, row in self._rows.get(tab, {}).items()],
        )
        store.execute("INSERT OR REPLACE INTO shape VALUES (?, ?)", (tab, _dumped(columns)))

    def _open(self) -> sqlite3.Connection:
        private_file(self._path)
        store = sqlite3.connect(self._path)
        store.executescript(_TABLES)
        return store


def _key(row: Cells, at: Sequence[int]) -> Cells:
    """The row's key; numbers in one form, since a sheet may give an instant's last digits changed."""
    return tuple(_plain(row[k]) for k in at)


def _plain(cell: Cell) -> Cell:
    if not isinstance(cell, float):
        return cell
    return int(cell) if cell == int(cell) else round(cell, 6)


def _shaped(kept: Mapping[str, Cell], wanted: Sequence[str]) -> Cells:
    return tuple(kept.get(column, "") for column in wanted)


def _dumped(value: Sequence[object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
