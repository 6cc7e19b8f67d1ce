"""What is in the file after a restart, after a kill, and when two servers want it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests

from automations.localsheets import InUseError, LocalSheets
from tests.localsheets.conftest import NOON, Http
from tests.localsheets.drawn_requests import (
    add_name,
    delete,
    insert,
    move,
    protect,
    span,
    typed,
    write,
)

_SERVE = """
import datetime as dt, pathlib, sys
from automations.localsheets import serve
serve(pathlib.Path(sys.argv[1]), 0, None, "owner@toko.example",
      lambda: dt.datetime(2026, 11, 25), ready=lambda server: print(server.port, flush=True))
"""


def opened(path: Path, book_id: str | None = None) -> tuple[LocalSheets, Http]:
    server = LocalSheets(path, now=lambda: NOON).start()
    return server, Http(server, requests.Session(), book_id or server.create("Toko"))


def closed(server: LocalSheets, http: Http) -> None:
    http.session.close()
    server.stop()


def everything(http: Http) -> Any:
    shown = http.book(includeGridData="true")
    del shown["spreadsheetUrl"]
    return shown, http.book("/developerMetadata:search", "POST", {
        "dataFilters": [{"developerMetadataLookup": {"metadataKey": "k"}}]})  # fmt: skip


def test_a_restart_shows_the_same_spreadsheet(tmp_path: Path) -> None:
    server, http = opened(tmp_path / "toko.db")
    note = {"cell": {"note": "cek"}, "fields": "note", "range": span(0, 2, 0, 2)}
    location = {
        "dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    }
    entry = {"metadataKey": "k", "location": location, "visibility": "DOCUMENT"}
    http.put("A1", [["=1+1", "teks", True, 1.5, "2026-11-21"]], "USER_ENTERED")
    http.batch(
        {"addSheet": {"properties": {"title": "Stok", "sheetId": 9}}},
        write(0, 0, "N1", 5, sheet_id=9),
        add_name("nama", 0, 1, 0, 1),
        protect(span(0, 2)),
        {"repeatCell": note},
        {"createDeveloperMetadata": {"developerMetadata": entry}},
        {"updateSheetProperties": {"properties": {"sheetId": 9, "index": 0}, "fields": "index"}},
    )
    http.batch(insert("ROWS", 0, 1), delete("COLUMNS", 3, 4), move("ROWS", 1, 2, 5))
    http.put("Sheet1!B9", [["late"]])
    before = everything(http)
    closed(server, http)

    server, http = opened(tmp_path / "toko.db", http.book_id)
    after = everything(http)
    closed(server, http)

    assert after == before
    assert [one["properties"]["title"] for one in after[0]["sheets"]] == ["Stok", "Sheet1"]


def test_a_batch_writes_only_the_cells_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "toko.db"
    server, http = opened(path)
    http.put("A1", [[row, "x"] for row in range(900)])
    http.put("A1", [[row if row != 500 else "new", "x"] for row in range(900)])
    book_id = http.book_id
    closed(server, http)

    with sqlite3.connect(path) as connection:
        cells = connection.execute("SELECT col, row, value FROM cells WHERE row=500").fetchall()
        count = connection.execute("SELECT count(*) FROM cells").fetchone()
    connection.close()

    assert cells == [(0, 500, "new"), (1, 500, "x")]
    assert count == (1800,)
    server, http = opened(path, book_id)
    assert http.values("A500:A502") == [[499], ["new"], [501]]
    closed(server, http)


def test_a_second_server_on_the_file_is_refused(tmp_path: Path) -> None:
    server, http = opened(tmp_path / "toko.db")

    with pytest.raises(InUseError, match="in use by another server"):
        LocalSheets(tmp_path / "toko.db", now=lambda: NOON)

    assert http.values("A1") == []
    closed(server, http)


def test_a_deleted_spreadsheet_is_gone_from_the_file(tmp_path: Path) -> None:
    server, http = opened(tmp_path / "toko.db")
    http.put("A1", [["rahasia"]])
    http.call("DELETE", f"/drive/v3/files/{http.book_id}")
    closed(server, http)

    with sqlite3.connect(tmp_path / "toko.db") as connection:
        tables = ("books", "sheets", "cells", "looks")
        left = [connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables]
    connection.close()

    assert left == [0, 0, 0, 0]


def running(path: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, f"http://127.0.0.1:{process.stdout.readline().strip()}"


def end(process: subprocess.Popen[str], number: signal.Signals) -> int:
    os.kill(process.pid, number)
    code = process.wait(timeout=20)
    assert process.stdout is not None
    process.stdout.close()
    return code


def test_a_killed_server_leaves_each_batch_whole_or_not_at_all(tmp_path: Path) -> None:
    process, url = running(tmp_path / "toko.db")
    headers = {"Authorization": "Bearer any"}
    body = {"properties": {"title": "Toko"}}
    answer = requests.post(f"{url}/v4/spreadsheets", json=body, headers=headers, timeout=20)
    book_id = answer.json()["spreadsheetId"]
    numbers = range(1, 40)
    for number in numbers:
        rows = [{"values": [{"userEnteredValue": typed(number)}] * 5}] * 200
        update = {"range": span(0, 200, 0, 5), "rows": rows, "fields": "userEnteredValue"}
        change = json.dumps({"requests": [{"updateCells": update}]})
        kind = {**headers, "Content-Type": "application/json"}
        requests.post(f"{url}/v4/spreadsheets/{book_id}:batchUpdate", data=change, headers=kind,
                      timeout=20)  # fmt: skip
    end(process, signal.SIGKILL)

    server, http = opened(tmp_path / "toko.db", book_id)
    found = {value for row in http.values("A1:E200") for value in row}
    closed(server, http)

    assert found == {39}


def test_sigterm_ends_the_command_line_server_at_once(tmp_path: Path) -> None:
    process, url = running(tmp_path / "toko.db")
    headers = {"Authorization": "Bearer any"}
    created = requests.post(f"{url}/v4/spreadsheets", json={}, headers=headers, timeout=20).json()
    stream = requests.get(
        f"{url}/events",
        params={"spreadsheetId": created["spreadsheetId"]},
        headers=headers,
        stream=True,
        timeout=20,
    )
    next(stream.iter_lines())

    code = end(process, signal.SIGTERM)
    stream.close()

    assert code == 0


def test_a_one_that_becomes_true_is_a_change(tmp_path: Path) -> None:
    server, http = opened(tmp_path / "toko.db")
    http.put("A1", [[1]])
    http.put("A1", [[True]])
    closed(server, http)

    server, http = opened(tmp_path / "toko.db", http.book_id)
    found = http.values("A1")
    closed(server, http)

    assert found[0][0] is True


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    server, http = opened(tmp_path / "toko.db")
    modes = {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    closed(server, http)

    assert modes == {0}
