"""What a cycle costs: client CPU, requests, bytes, cells and memory, beside one json.loads.

The server runs in a process of its own, so that CPU seconds are the client's.  Everything is
measured in one run and printed as ratios to ``json.loads`` of the whole workbook; quote those.

    python benchmarks/cycle.py            10,000 orders
    python benchmarks/cycle.py --smoke    300 orders: checks that it runs
"""

import argparse
import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from automations.cli.opening import Place, open_shop
from automations.cli.practice import Typist, next_number
from automations.cli.workbooks import build, create_workbook
from automations.config import Config, Loaded
from automations.cycle.shop import Report, Shop
from automations.practice_shop import PracticeShop, practice_shop, scaled_shop
from automations.sheets_api import Connection, bearer
from automations.state.folder import StateFolder
from automations.state.memory import Memory
from automations.workbook.settings import read_settings
from sheet_schema.days import serial
from sheet_schema.tabs import ORDERS

TOKEN = "benchmark"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The URL of a loopback server in another process."""
    command = [
        sys.executable,
        "-m",
        "automations",
        "local",
        "--port",
        "0",
        "--data",
        str(folder / "w.db"),
        "--token",
        TOKEN,
    ]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().partition("/#")[0]
    finally:
        process.terminate()
        process.wait()


def shop_of(made_up: PracticeShop, folder: Path, url: str) -> Shop:
    """The practice shop typed into a fresh workbook, its files in the inbox."""
    state = StateFolder(folder / "state")
    loaded = Loaded(Config(state=folder / "state", inbox=folder / "inbox"), None, folder)
    place = Place(
        Connection(bearer(TOKEN), base_url=url), state, Memory(state.memory), embedded=True
    )
    rows = [(str(row["name"]), str(row["value"])) for row in made_up.rows["settings"]]
    following = next_number(made_up)
    settings, _ = read_settings([*rows, ("nomor_awal", following)])
    workbook = create_workbook(place, "Benchmark")
    build(place, loaded, workbook, settings)
    shop = open_shop(loaded, place, workbook)
    Typist(
        place.connection, workbook, shop.labels, shop.workbook.read(full=True, cause="practice")
    ).put(made_up)
    loaded.inbox.mkdir()
    (loaded.inbox / "bca.csv").write_bytes(made_up.statement_csv)
    (loaded.inbox / "Order.all.xlsx").write_bytes(made_up.shopee_xlsx())
    return shop


def timed(step: Callable[[], Report]) -> tuple[float, Report]:
    """Client CPU seconds of *step*, and its report."""
    began = time.process_time()
    report = step()
    return time.process_time() - began, report


def whole_workbook(shop: Shop) -> tuple[float, int]:
    """CPU seconds of one ``json.loads`` of everything, and its bytes."""
    ranges = [
        f"'{title}'"
        for title in dict.fromkeys(shop.workbook.read(cause="measure").snapshot.titles.values())
    ]
    answer = shop.workbook.connection.read(
        "GET", f"{shop.workbook.workbook_id}/values:batchGet", cause="measure",
        params={"ranges": ranges, "valueRenderOption": "UNFORMATTED_VALUE"},
    )  # fmt: skip
    text = json.dumps(answer)
    times = []
    for _ in range(3):
        began = time.process_time()
        json.loads(text)
        times.append(time.process_time() - began)
    return min(times), len(text)


def add_order(shop: Shop, made_up: PracticeShop) -> None:
    """Type one more order in the row of the next printed number."""
    reading = shop.workbook.read(cause="measure")
    row = len(made_up.rows["orders"]) + 2
    following = next_number(made_up)
    order = {
        "order_no": following, "ordered_on": serial(shop.now().date()), "buyer_text": made_up.chat_example,
        "item": made_up.rows["orders"][0]["item"], "qty": 1, "shipping_fee_idr": 15000, "courier": "JNE",
    }  # fmt: skip
    Typist(shop.workbook.connection, shop.workbook.workbook_id, shop.labels, reading).rows(
        ORDERS, [order], row
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--orders", type=int, default=10_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, server(Path(name)) as url:
        today = dt.date(2026, 11, 25)
        made_up = (
            practice_shop(today, orders=400, days=40)
            if chosen.smoke
            else scaled_shop(chosen.orders)
        )
        shop = shop_of(made_up, Path(name), url)
        first_s, first = timed(shop.cycle)
        shop.cycle()
        loads_s, size = whole_workbook(shop)
        idle_s, idle = timed(shop.cycle)
        add_order(shop, made_up)
        busy_s, busy = timed(shop.cycle)
        cold_s, cold = timed(lambda: shop.cycle(full=True))
        assert idle.changed == {}, idle.changed
        cells = sum(busy.changed.values())
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"orders {len(made_up.book_rows)}, item rows {len(made_up.rows['orders'])}, whole workbook {size / 1e6:.1f} MB of JSON"
        )
        print(f"one json.loads of it            {loads_s:.2f} s CPU      x1.0")
        for label, seconds in (("first fill", first_s), ("cold cycle (full read)", cold_s),
                               ("warm busy cycle (1 new order)", busy_s), ("warm idle cycle", idle_s)):  # fmt: skip
            print(f"{label:<31} {seconds:.2f} s CPU      x{seconds / loads_s:.1f}")
        print(f"cells changed by one new order  {cells}   {busy.changed}")
        print(f"peak memory of the client       {peak_mb:.0f} MB")
        print(f"requests by cause               {cold.requests}")
        print(f"skipped jobs                    {[s.job for s in first.skipped]}")


if __name__ == "__main__":
    main()
