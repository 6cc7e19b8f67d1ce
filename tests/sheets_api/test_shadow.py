"""The shadow on disk."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from automations.sheets_api.layout import Header, Layout
from automations.sheets_api.shadow import Shadow

LAYOUT = Layout({"orders": 5}, {"orders": "Pesanan"}, {5: 100}, {"orders": Header(1, (0, 1), {})})
ROWS = (("N1", 150000, 46347.5, True, ""), ("N2", 0, 1, False, "⛔"))


def test_rows_come_back_with_their_types(tmp_path: Path) -> None:
    path = tmp_path / "shadow.sqlite"
    Shadow(path).save({"order_results": ROWS}, (3, "rekapin_e3_x"), LAYOUT)
    kept = Shadow(path).load()
    assert kept is not None
    assert (kept.held, kept.epoch, kept.layout) == (
        {"order_results": ROWS},
        (3, "rekapin_e3_x"),
        LAYOUT,
    )
    assert [type(cell) for cell in kept.held["order_results"][0]] == [str, int, float, bool, str]


def test_only_tabs_of_other_rows_are_written_and_gone_ones_removed(tmp_path: Path) -> None:
    path = tmp_path / "shadow.sqlite"
    shadow = Shadow(path)
    shadow.save({"a": ROWS, "b": ROWS, "c": ROWS}, (1, "x"), LAYOUT)
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("UPDATE tab SET cells = '[[\"by hand\"]]'")
    shadow.save({"a": ROWS, "b": (*ROWS, ROWS[0])}, (2, "y"), LAYOUT)
    kept = Shadow(path).load()
    assert kept is not None
    assert kept.held == {"a": (("by hand",),), "b": (*ROWS, ROWS[0])}


def test_a_dropped_shadow_is_none_but_remembers_how_far_it_was(tmp_path: Path) -> None:
    path = tmp_path / "shadow.sqlite"
    shadow = Shadow(path)
    shadow.save({"a": ROWS}, (7, "x"), LAYOUT)
    shadow.drop()
    fresh = Shadow(path)
    assert (fresh.load(), fresh.highest) == (None, 7)


@pytest.mark.parametrize("content", [b"no database at all, certainly not", b""])
def test_a_damaged_or_empty_file_is_no_shadow(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shadow.sqlite"
    path.write_bytes(content)
    shadow = Shadow(path)
    assert shadow.load() is None
    shadow.save({"a": ROWS}, (1, "x"), LAYOUT)
    assert Shadow(path).load() is not None


def test_a_shadow_of_another_schema_is_none(tmp_path: Path) -> None:
    path = tmp_path / "shadow.sqlite"
    Shadow(path).save({"a": ROWS}, (1, "x"), LAYOUT)
    with closing(sqlite3.connect(path)) as store, store:
        store.execute("UPDATE note SET value = '99' WHERE name = 'schema'")
    assert Shadow(path).load() is None


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "shadow.sqlite"
    Shadow(path).save({"a": ROWS}, (1, "x"), LAYOUT)
    assert path.stat().st_mode & 0o077 == 0
