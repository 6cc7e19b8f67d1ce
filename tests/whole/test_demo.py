"""The four things that ``rekapin demo`` asks to try, done on a smaller practice shop."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from automations.cli.opening import Place
from automations.cli.practice import Typist
from automations.cli.workbooks import build, create_workbook
from automations.config import Config, Loaded
from automations.cycle.shop import Report
from automations.localsheets import LocalSheets
from automations.practice_shop import PracticeShop, practice_shop
from automations.sheets_api import Connection, bearer
from automations.sheets_api.provision.numbers import number_after
from automations.state.folder import StateFolder
from automations.state.memory import Memory
from automations.workbook.settings import read_settings
from sheet_schema.cells import Cell
from tests.drawing import LABELS
from tests.whole.conftest import OWNER, House
from tests.whole.test_faults import results

NOW = dt.datetime(2026, 11, 25, 13, 20)


@dataclass
class Melati:
    """Toko Melati after its first cycle."""

    made_up: PracticeShop
    house: House
    next_number: str
    first: Report

    def cycle(self) -> Report:
        """One more cycle of the same shop."""
        return self.house.shops[-1].cycle()

    def put(self, at: str, rows: list[list[Cell]]) -> None:
        """Type *rows* from the cell *at* on, as a person would."""
        self.house.place.connection.write(
            f"{self.house.workbook}/values:batchUpdate",
            {"valueInputOption": "USER_ENTERED", "data": [{"range": at, "values": rows}]},
            cause="staff",
        )

    def put_beside(self, order_no: str, cells: dict[str, Cell]) -> None:
        """Type *cells*, by header, into the first row of an order of Pesanan."""
        rows = self.house.rows("Pesanan")
        row = next(at for at, found in enumerate(rows, start=1) if found[:1] == [order_no])
        for header, cell in cells.items():
            self.put(f"Pesanan!{chr(ord('A') + rows[0].index(header))}{row}", [[cell]])

    def codes(self) -> dict[str, str]:
        """Questions of Perlu Dicek: code → text."""
        rows = self.house.rows("Perlu Dicek")[2:]
        return {str(row[0]): str(row[1]) for row in rows if row and row[0]}

    def summary(self) -> list[str]:
        """The lines of Ringkasan, figures joined by one blank."""
        rows = [row[:4] for row in self.house.rows("Ringkasan")]
        return [" ".join(str(cell) for cell in row if cell != "") for row in rows]


@pytest.fixture
def melati(tmp_path: Path) -> Iterator[Melati]:
    """The practice shop with 400 orders of 40 days, after one cycle."""
    made_up = practice_shop(NOW.date(), at=NOW.time(), orders=400, days=40)
    following = number_after(max(str(row["order_no"]) for row in made_up.book_rows))
    rows = [(str(row["name"]), str(row["value"])) for row in made_up.rows["settings"]]
    settings, _ = read_settings([*rows, ("nomor_awal", following)])
    with LocalSheets(tmp_path / "workbook.db", tokens=None, owner=OWNER, now=lambda: NOW) as server:
        state = StateFolder(tmp_path / "state")
        connection = Connection(bearer("anything", OWNER), base_url=server.base_url)
        place = Place(connection, state, Memory(state.memory), embedded=True)
        config = Config(state=tmp_path / "state", inbox=tmp_path / "inbox")
        loaded = Loaded(config, None, tmp_path)
        workbook = create_workbook(place, settings.shop_name)
        build(place, loaded, workbook, settings, modules=frozenset({"marketplace"}))
        house = House(server, place, loaded, workbook, NOW)
        shop = house.open()
        reading = shop.workbook.read(full=True, cause="practice")
        Typist(connection, workbook, LABELS, reading).put(made_up)
        loaded.inbox.mkdir()
        (loaded.inbox / "mutasi-bca.csv").write_bytes(made_up.statement_csv)
        (loaded.inbox / "Order.all.xlsx").write_bytes(made_up.shopee_xlsx())
        yield Melati(made_up, house, following, shop.cycle())


def test_the_fake_proof_is_found_alone_held_back_in_one_sentence_and_among_the_five(
    melati: Melati,
) -> None:
    fake = melati.made_up.mistakes["fake_proof"]

    assert [p.key for p in melati.first.problems if p.code == "B08"] == [fake]
    said = "⛔ JANGAN DULU: di mutasi tidak ada, tanya pemilik"
    assert melati.house.beside(fake, "Kirim") == said
    assert melati.house.beside(fake, "Bayar") == "👤 dicek Rina 23/11, di mutasi TIDAK ADA"
    assert f"B08-{fake}" in melati.codes()
    lines = melati.summary()
    checks = lines[lines.index("PERLU DICEK") : lines.index("TERLARIS 7 hari")]
    assert any(line.startswith(f"⛔ {fake} Rp") for line in checks)


def test_an_order_typed_on_the_next_number_shows_what_to_transfer(melati: Melati) -> None:
    typed: dict[str, Cell] = {
        "Data Pembeli": melati.made_up.chat_example,
        "Qty": 2,
        "Ongkir": "15rb",
    }
    typed |= {"Barang": "Kaos Polos - Navy L", "Kurir": "JNE", "Tgl": "25/11/2026"}
    melati.put_beside(melati.next_number, typed)

    melati.cycle()

    code = melati.house.beside(melati.next_number, "Kode Unik")
    assert isinstance(code, (int, float))
    assert 1 <= code <= 999
    assert melati.house.beside(melati.next_number, "Total Transfer") == 2 * 85_000 + 15_000 + code
    assert melati.house.beside(melati.next_number, "Status") == "BELUM BAYAR"


def test_the_pasted_slice_is_answered_in_a3_pays_nine_orders_and_asks_about_one(
    melati: Melati,
) -> None:
    made_up, asked = melati.made_up, melati.codes()
    unpaid = {melati.house.beside(no, "Status") for no in made_up.paste_pays}
    assert unpaid <= {"BELUM BAYAR", "HANGUS (lewat batas bayar)"}

    melati.put("Tempel Mutasi!A5", [[line] for line in made_up.paste_example.split("\n")])
    melati.cycle()

    lines = made_up.paste_example.count("'25/11,")
    answer = str(melati.house.rows("Tempel Mutasi")[2][0])
    assert answer.startswith(f"{lines} baris: 12 baru, {lines - 12} sudah ada, 0 tidak terbaca")
    assert "saldo nyambung s.d. 25/11" in answer
    paid = [melati.house.beside(no, "Status") for no in made_up.paste_pays]
    assert paid == ["LUNAS ✅ mutasi"] * 9
    new = [text for code, text in melati.codes().items() if code not in asked and code[:2] == "M-"]
    assert len(new) == 1
    assert f"sepertinya untuk {made_up.paste_suggests} " in new[0]


def everything(melati: Melati) -> dict[str, list[tuple[Cell, ...]]]:
    """What the bot says, by key, with the summary and the payments."""
    found = results(melati.house)
    for title in ("Ringkasan", "Pembayaran", "Mutasi Bank", "Siap Kirim"):
        found[title] = sorted((tuple(row) for row in melati.house.rows(title)), key=repr)
    return found


def test_an_answer_pays_the_order_and_deleting_its_row_brings_everything_back(
    melati: Melati,
) -> None:
    melati.cycle()
    before = everything(melati)
    order_no = melati.made_up.mistakes["paid_rounded"]
    (code,) = [c for c, text in melati.codes().items() if c[:2] == "M-" and order_no in text]
    assert melati.house.beside(order_no, "Status") == "BELUM BAYAR"
    row = next(at for at, found in enumerate(melati.house.rows("Konfirmasi"), 1) if not found[0])

    melati.put(f"Konfirmasi!A{row}:B{row}", [[code, "Ya, benar"]])
    melati.cycle()

    assert melati.house.rows("Konfirmasi")[row - 1][11] == "✅ dipakai"
    assert "LUNAS (dijawab " in str(melati.house.beside(order_no, "Status"))
    assert melati.house.beside(order_no, "Kirim") == "✅ KIRIM"
    assert code not in melati.codes()
    assert everything(melati) != before

    melati.house.batch(
        {
            "deleteDimension": {
                "range": {
                    "sheetId": melati.house.sheet_id("confirmations"),
                    "dimension": "ROWS",
                    "startIndex": row - 1,
                    "endIndex": row,
                }
            }
        }
    )
    melati.cycle()

    assert everything(melati) == before


def test_the_summary_knows_the_profit_and_what_the_statement_cannot_prove(melati: Melati) -> None:
    lines = melati.summary()

    profit = next(line for line in lines if line.startswith("Untung"))
    assert "belum" not in profit
    assert profit.count("jt") + profit.count("rb") == 3
    bank = next(line for line in lines if line.startswith("BCA"))
    assert bank.endswith("  saldo nyambung")
    seen = next(line for line in lines if line.startswith("Dicek"))
    assert seen.startswith("Dicek, belum di mutasi 3 ")  # two without kode unik, one never came
    assert [line for line in lines if len(line) > 38] == []


def test_marketplace_rows_know_their_items(melati: Melati) -> None:
    head, *rows = melati.house.rows("Pesanan Marketplace")
    at = head.index("Barang")
    known = {row[at] for row in rows if any(row)}
    assert len([row for row in rows if any(row)]) == 250
    assert "" not in known
    assert {"SJD-01", "Kaos Polos - Hitam M"} <= known
