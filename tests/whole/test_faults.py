"""Faults of the network and of rivals: the workbook ends the same, by key, nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from automations.errors import RekapinError, StandbyError
from sheet_schema.cells import Cell
from tests.whole.conftest import House
from tests.whole.test_cycles import SHOP

RESULTS = ("_Nota", "Buku Nota", "Harga Nota", "Perlu Dicek", "Periksa", "Stok", "Rekap Harian")


def results(house: House) -> dict[str, list[tuple[Cell, ...]]]:
    """Bot tabs as sets of rows: places are free, stamps are left out."""
    stamped = {"_Nota": 9, "Buku Nota": 4, "Harga Nota": 6}
    found: dict[str, list[tuple[Cell, ...]]] = {}
    for title in RESULTS:
        rows = [tuple(row[: stamped.get(title, 99)]) for row in house.rows(title)]
        found[title] = sorted((row for row in rows if any(cell != "" for cell in row)), key=repr)
    return found


def until_quiet(house: House, cycles: int = 6) -> None:
    """Cycle with a fresh process each time a fault ended the last, until nothing changes."""
    for _ in range(cycles):
        try:
            if not house.shops[-1].cycle().changed:
                return
        except RekapinError:
            house.open()
    raise AssertionError("the workbook does not settle")


@pytest.fixture
def clean(house: House) -> dict[str, list[tuple[Cell, ...]]]:
    """The results of an undisturbed run, cleared away again by typing the shop anew."""
    house.open()
    house.type(SHOP)
    until_quiet(house)
    return results(house)


FAULTS = [
    ("status", {"status": 429}), ("status", {"status": 429, "retry_after": 0}), ("status", {"status": 503}),
    ("status", {"status": 502, "html": True}), ("applied_then_status", {"status": 500}), ("cut", {}),
    ("applied_then_cut", {}), ("cut_body", {}), ("empty_body", {}), ("false_fence", {}), ("duplicate", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "how"),
    FAULTS,
    ids=[f"{name}-{'-'.join(map(str, how.values()))}" for name, how in FAULTS],
)
@pytest.mark.parametrize("nth", [1, 2])
def test_a_fault_at_a_write_leaves_the_same_workbook(
    house: House, fault: str, how: dict[str, object], nth: int
) -> None:
    house.open()
    house.type(SHOP)
    house.server.faults.add(fault, path=":batchUpdate", nth=nth, times=1, **how)

    until_quiet(house)
    disturbed = results(house)
    house.server.faults.clear()
    fresh = house.open(fresh_state=True)
    house.now = house.now.replace(hour=23)  # past the lease of the first installation
    fresh.cycle(full=True)

    assert disturbed["_Nota"]
    assert [row for row in disturbed["Buku Nota"] if row[0] == "N1001"] == [
        row for row in results(house)["Buku Nota"] if row[0] == "N1001"
    ]
    keys = [row[0] for row in disturbed["_Nota"]]
    assert len(keys) == len(set(keys))
    prices = [row[:2] for row in disturbed["Harga Nota"]]
    assert len(prices) == len(set(prices))


def test_a_second_installation_stands_by_while_the_lease_lives(house: House) -> None:
    house.open()
    house.type(SHOP)
    house.shops[-1].cycle()
    other = house.open(fresh_state=True)

    with pytest.raises(StandbyError):
        other.cycle()


def test_the_second_installation_takes_over_when_the_lease_has_run_out(house: House) -> None:
    house.open()
    house.type(SHOP)
    house.shops[-1].cycle()
    other = house.open(fresh_state=True)
    house.now = house.now.replace(hour=15)

    other.cycle()


def test_journal_rows_deleted_by_hand_come_back(
    house: House, clean: dict[str, list[tuple[Cell, ...]]]
) -> None:
    sheet = house.sheet_id("order_prices")
    house.batch(
        {
            "updateCells": {
                "range": {"sheetId": sheet, "startRowIndex": 1, "endRowIndex": 5},
                "fields": "userEnteredValue",
            }
        }
    )
    house.shops[-1].doubtful = True
    until_quiet(house)

    assert results(house)["Harga Nota"] == clean["Harga Nota"]


def test_a_bot_tab_edited_by_hand_is_put_right_at_the_next_full_read(
    house: House, clean: dict[str, list[tuple[Cell, ...]]]
) -> None:
    house.place.connection.write(
        f"{house.workbook}/values:batchUpdate",
        {
            "valueInputOption": "RAW",
            "data": [{"range": "_Nota!D2:D3", "values": [["LUNAS"], ["LUNAS"]]}],
        },
        cause="staff",
    )
    house.shops[-1].doubtful = True
    until_quiet(house)

    assert results(house)["_Nota"] == clean["_Nota"]


def test_killed_with_a_write_under_way_the_next_run_ends_in_the_same_workbook(
    house: House, tmp_path: Path, clean: dict[str, list[tuple[Cell, ...]]]
) -> None:
    house.place.connection.write(
        f"{house.workbook}/values:batchUpdate",
        {"valueInputOption": "RAW", "data": [{"range": "Pesanan!F2", "values": [[3]]}]},
        cause="staff",
    )
    house.server.faults.add("applied_then_silence", path=":batchUpdate", nth=1, times=1, seconds=20)
    config = tmp_path / "config.yaml"
    config.write_text(
        f"workbook: {house.workbook}\nsheets_url: {house.server.base_url}\nstate: {tmp_path / 'cli'}\n"
    )
    environment = os.environ | {"REKAPIN_SHEETS_TOKEN": "anything", "REKAPIN_BACKOFF_S": "0.01"}
    command = [sys.executable, "-m", "automations", "--config", str(config), "run"]
    house.shops[-1].release()
    process = subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while (
        not house.server.faults.counts.get("applied_then_silence") and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    keys = [row[:2] for row in results(house)["Harga Nota"]]
    assert len(keys) == len(set(keys))
    again = subprocess.run(
        [*command[:-1], "plan"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Tidak ada yang berubah" in again.stdout
