"""The shadow: bot tabs as last confirmed, in SQLite; of one epoch, dropped on any doubt."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from automations.sheets_api.layout import Layout, from_json, to_json
from automations.state.folder import private_file
from sheet_schema.cells import Cells
from sheet_schema.tabs import SCHEMA_VERSION

Epoch = tuple[int, str]
Held = Mapping[str, tuple[Cells, ...]]
_TABLES = """
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tab (name TEXT PRIMARY KEY, cells TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Kept:
    """What was confirmed last: rows of bot tabs by key, the epoch they are of, the layout."""

    held: Held
    epoch: Epoch
    layout: Layout


class Shadow:
    """The file of one workbook; rows come back as the same objects while they do not change."""

    def __init__(self, path: Path) -> None:
        """Keep the shadow in *path*; it is made when first saved."""
        self._path = path
        self._saved: dict[str, tuple[Cells, ...]] = {}
        self.highest = 0  #: highest counter ever confirmed here; outlives ``drop``

    def load(self) -> Kept | None:
        """What was kept, or ``None`` when there is nothing of this schema or it is damaged."""
        try:
            with closing(self._open()) as store:
                notes = dict(store.execute("SELECT name, value FROM note").fetchall())
                tabs = store.execute("SELECT name, cells FROM tab").fetchall()
            self.highest = int(notes.get("highest", "0"))
            if "epoch" not in notes or json.loads(notes["schema"]) != SCHEMA_VERSION:
                return None
            counter, range_id = json.loads(notes["epoch"])
            held = {name: tuple(map(tuple, json.loads(cells))) for name, cells in tabs}
            kept = Kept(held, (counter, range_id), from_json(json.loads(notes["layout"])))
        except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
            self._path.unlink(missing_ok=True)
            return None
        self._saved = held
        return kept

    def save(self, held: Held, epoch: Epoch, layout: Layout) -> None:
        """Keep *held* of *epoch*; only tabs whose rows are other objects are written."""
        changed = {name: rows for name, rows in held.items() if self._saved.get(name) is not rows}
        gone = self._saved.keys() - held.keys()
        self.highest = max(self.highest, epoch[0])
        notes = {
            "epoch": epoch,
            "highest": self.highest,
            "schema": SCHEMA_VERSION,
            "layout": to_json(layout),
        }
        with closing(self._open()) as store, store:
            store.executemany(
                "INSERT OR REPLACE INTO tab VALUES (?, ?)",
                [(name, _dumped(rows)) for name, rows in changed.items()],
            )
            store.executemany("DELETE FROM tab WHERE name = ?", [(name,) for name in gone])
            store.executemany(
                "INSERT OR REPLACE INTO note VALUES (?, ?)",
                [(name, _dumped(value)) for name, value in notes.items()],
            )
        self._saved = dict(held)

    def drop(self) -> None:
        """Forget the tabs: the next read is a full one."""
        self._saved = {}
        with closing(self._open()) as store, store:
            store.execute("DELETE FROM tab")
            store.execute("DELETE FROM note WHERE name = 'epoch'")

    def adopt(self, counter: int) -> None:
        """Take *counter* as the highest: the workbook was rolled back on purpose."""
        self.drop()
        self.highest = counter
        with closing(self._open()) as store, store:
            store.execute("INSERT OR REPLACE INTO note VALUES ('highest', ?)", (str(counter),))

    def _open(self) -> sqlite3.Connection:
        private_file(self._path)
        store = sqlite3.connect(self._path)
        try:
            store.executescript(_TABLES)
        except sqlite3.DatabaseError:
            store.close()
            raise
        return store


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
