"""The practice shop: equal for equal input, consistent, every mistake in its place."""

import dataclasses
import datetime as dt
import io
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from automations.practice_shop import PracticeShop, practice_shop, scaled_shop
from automations.practice_shop.catalogue import SOLD_OUT
from automations.practice_shop.marketplace import HEADERS
from automations.practice_shop.mistakes import ON_ORDERS, covered_day
from automations.workbook.settings import DECLARED, read_settings
from sheet_schema.amounts import parse_rupiah
from sheet_schema.cells import BadCell, Cell, Choices
from sheet_schema.days import parse_day
from sheet_schema.tabs import TABS

TODAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def shop() -> PracticeShop:
    return practice_shop(TODAY)


def rows_of(shop: PracticeShop, no: str) -> list[dict[str, Cell]]:
    return [row for row in shop.rows["orders"] if row["order_no"] == no]


def bank_lines(csv: str) -> list[tuple[str, str, Fraction, Fraction]]:
    """Day, text, signed amount, balance of every line, read from the right."""
    lines = []
    for raw in csv.splitlines():
        if not raw.startswith("'"):
            continue
        *text, _, amount, sign, balance = raw.split(",")
        signed = Fraction(amount) * (1 if sign == "CR" else -1)
        lines.append((text[0].lstrip("'"), ",".join(text[1:]), signed, Fraction(balance)))
    return lines


def footer(csv: str) -> dict[str, Fraction]:
    return {
        name: Fraction(value)
        for name, _, value in (line.split(",") for line in csv.splitlines()[-4:])
    }


def test_the_same_day_and_seed_make_the_same_shop(shop: PracticeShop) -> None:
    again = practice_shop(TODAY)
    assert again == shop
    assert again.shopee_xlsx() == shop.shopee_xlsx()
    assert practice_shop(TODAY, 2).statement_csv != shop.statement_csv


def test_it_has_the_size_of_a_real_shop(shop: PracticeShop) -> None:
    numbers = {row["order_no"] for row in shop.rows["orders"] if "item" in row}
    assert len(numbers) == 1500
    assert 1950 <= len(shop.rows["orders"]) <= 2250
    assert 55 <= len(shop.rows["products"]) <= 65
    assert len(shop.rows["team"]) == 4
    assert len(shop.rows["stock_movements"]) > 200
    assert len(shop.rows["cash_entries"]) > 60


def test_every_column_stands_in_the_schema(shop: PracticeShop) -> None:
    for tab_key, rows in shop.rows.items():
        known = {column.key for column in TABS[tab_key].inputs()}
        assert {key for row in rows for key in row} <= known, tab_key
    known = {column.key for column in TABS["order_book"].columns()}
    assert {key for row in shop.book_rows for key in row} <= known


def test_only_seeded_cells_are_unreadable(shop: PracticeShop) -> None:
    bad = []
    for tab_key, rows in shop.rows.items():
        columns = {column.key: column for column in TABS[tab_key].inputs()}
        for row in rows:
            for key, cell in row.items():
                if columns[key].cell.__class__.__name__ == "Choice":
                    continue
                value = columns[key].cell.parse(cell, Choices())
                if isinstance(value, BadCell):
                    bad.append((row["order_no"], key, value.reason))
    assert bad == [
        (shop.mistakes["qty_not_a_number"], "qty", "not_whole"),
        (shop.mistakes["lost_zeros_by_sheet"], "shipping_fee_idr", "lost_zeros"),
    ]


def test_settings_are_declared_and_usable(shop: PracticeShop) -> None:
    rows = [(str(row["name"]), str(row["value"])) for row in shop.rows["settings"]]
    assert {name for name, _ in rows} <= {declared.name for declared in DECLARED}
    settings, unusable = read_settings(rows)
    assert not unusable
    assert settings.shop_name == "Toko Melati"
    assert settings.staff_see_profit
    assert settings.accounts[0].number == "1234567890"
    assert settings.in_use_since == TODAY - dt.timedelta(days=89)


def test_the_statement_proves_line_by_line_and_in_its_footer(shop: PracticeShop) -> None:
    csv = shop.statement_csv.decode()
    lines, sums = bank_lines(csv), footer(csv)
    balance = sums["Saldo Awal"]
    for _, text, amount, stated in lines:
        balance += amount
        assert balance == stated, text
        assert balance >= 0, text
    assert balance == sums["Saldo Akhir"]
    assert sum(amount for _, _, amount, _ in lines if amount > 0) == sums["Kredit"]
    assert -sum(amount for _, _, amount, _ in lines if amount < 0) == sums["Debet"]


def test_the_statement_shows_the_habits_of_the_bank(shop: PracticeShop) -> None:
    lines = bank_lines(shop.statement_csv.decode())
    texts = [text for _, text, _, _ in lines]
    assert lines[0][0] == f"{TODAY - dt.timedelta(days=89):%d/%m}"  # the shop's first day
    assert sum(day == "PEND" for day, *_ in lines) >= 3
    assert [day == "PEND" for day, *_ in lines] == sorted(day == "PEND" for day, *_ in lines)
    assert {"BIAYA ADM", "BUNGA", "PAJAK BUNGA", "SETORAN TUNAI"} <= set(texts)
    assert any(amount.denominator > 1 for _, _, amount, _ in lines)
    assert any("," in text for text in texts)
    twins = Counter((day, text, amount) for day, text, amount, _ in lines)
    assert [text for (_, text, _), times in twins.items() if times > 1] == ["TARIKAN ATM 16/11"]
    assert any(text.endswith("AIRPAY INTERNATION") for text in texts)


def totals(shop: PracticeShop) -> Mapping[str, int]:
    """Order → goods − discount + shipping + kode unik, computed from typed rows alone."""
    products = {
        (str(row.get("sku") or " - ".join(str(row[k]) for k in ("name", "variant") if k in row)))
        .casefold(): row
        for row in shop.rows["products"]
    }  # fmt: skip
    sums: defaultdict[str, int] = defaultdict(int)
    channel: dict[str, Cell] = {}
    for row in shop.rows["orders"]:
        no = str(row["order_no"])
        channel[no] = row.get("channel", channel.get(no, "WhatsApp"))
        product = products.get(str(row.get("item", "")).casefold())
        if product is None or not isinstance(row["qty"], int):
            continue
        reseller = channel[no] == "Reseller" and "reseller_price_idr" in product
        price = rupiah(product["reseller_price_idr" if reseller else "price_idr"])
        sums[no] += price * row["qty"]
        sums[no] += rupiah(row.get("shipping_fee_idr", 0)) - rupiah(row.get("discount_idr", 0))
    return {no: amount + shop.order_codes.get(no, 0) for no, amount in sums.items()}


def rupiah(cell: Cell) -> int:
    amount = parse_rupiah(cell)
    return amount if isinstance(amount, int) else 0


def test_orders_marked_paid_by_transfer_stand_in_the_statement_with_their_code(
    shop: PracticeShop,
) -> None:
    total = totals(shop)
    money_in = Counter(
        int(amount) for _, _, amount, _ in bank_lines(shop.statement_csv.decode()) if amount > 0
    )
    first = dt.datetime.combine(TODAY - dt.timedelta(days=29), dt.time())
    seen = [
        str(row["order_no"])
        for row in shop.book_rows
        if "unique_code" in row and "money_seen_at" in row and row["money_seen_at"] >= first
    ]
    absent = [no for no in seen if not money_in[total[no]]]
    without_code = [no for no in absent if money_in[total[no] - shop.order_codes[no]]]
    assert len(seen) > 200
    assert len(without_code) == 2
    assert set(absent) - set(without_code) == {shop.mistakes["fake_proof"]}


def test_the_statement_covers_the_day_of_the_fake_proof_and_the_order_is_not_sent(
    shop: PracticeShop,
) -> None:
    rows = rows_of(shop, shop.mistakes["fake_proof"])
    assert rows[0]["money_seen_by"] == "Rina"
    assert rows[0]["claims_paid"] is True
    assert "tracking_no" not in rows[0]
    book = next(row for row in shop.book_rows if row["order_no"] == rows[0]["order_no"])
    assert book["money_seen_at"].date() == dt.date(2026, 11, 23)
    assert any(day == "24/11" for day, *_ in bank_lines(shop.statement_csv.decode()))


@pytest.mark.parametrize(
    ("today", "covered"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 19)),  # Monday → Thursday, Friday is over
        (dt.date(2026, 11, 24), dt.date(2026, 11, 22)),  # Tuesday → Sunday, Monday is over
        (dt.date(2026, 11, 25), dt.date(2026, 11, 23)),
    ],
)
def test_a_day_is_covered_when_its_next_working_day_is_over(
    today: dt.date, covered: dt.date
) -> None:
    assert covered_day(today) == covered


def test_open_orders_never_share_a_code_or_a_total(shop: PracticeShop) -> None:
    total = totals(shop)
    open_orders = [
        row
        for row in shop.book_rows
        if "unique_code" in row
        and row["state"] == "used"
        and "money_seen_at" not in row
        and "sent_at" not in row
        and row["first_filled_at"].date() >= TODAY - dt.timedelta(days=3)
    ]
    assert len(open_orders) >= 14
    codes = [row["unique_code"] for row in open_orders]
    assert len(set(codes)) == len(codes)
    amounts = [total[str(row["order_no"])] for row in open_orders]
    assert len(set(amounts)) == len(amounts)


def test_a_code_rests_more_than_three_days_after_its_order_was_paid(shop: PracticeShop) -> None:
    last_seen: dict[int, dt.datetime] = {}
    used_again = 0
    for row in shop.book_rows:
        code = row.get("unique_code")
        if code is None or row["state"] == "free" or row["order_no"] in shop.mistakes.values():
            continue
        assert 1 <= code <= 499
        if code in last_seen:
            used_again += 1
            assert row["first_filled_at"] - last_seen[code] > dt.timedelta(days=3)
        last_seen[code] = row.get("money_seen_at", row["first_filled_at"])
    assert used_again > 100


def test_the_pasted_slice_continues_the_csv_and_pays_nine_open_orders(shop: PracticeShop) -> None:
    before = bank_lines(shop.statement_csv.decode())
    pasted = bank_lines(shop.paste_example)
    pending = [line for line in before if line[0] == "PEND"]
    known, new = pasted[: len(pending)], pasted[len(pending) :]
    assert [line[1:] for line in known] == [line[1:] for line in pending]
    assert {day for day, *_ in pasted} == {"25/11"}
    assert len(new) == 12
    balance = before[-1][3]
    for _, text, amount, stated in new:
        balance += amount
        assert balance == stated, text
    total = totals(shop)
    money_in = {int(amount) for _, _, amount, _ in new if amount > 0}
    assert len(shop.paste_pays) == 9
    for no in shop.paste_pays:
        assert total[no] in money_in
        assert all("money_seen_by" not in row for row in rows_of(shop, no))
    bare = total[shop.paste_suggests] - shop.order_codes[shop.paste_suggests]
    assert money_in == {total[no] for no in shop.paste_pays} | {bare}


def test_every_mistake_is_there_once(shop: PracticeShop) -> None:
    at = shop.mistakes
    assert set(at) == {*ON_ORDERS, "broken_paste"}
    items = {str(row.get("item")) for row in shop.rows["stock_movements"]}
    assert rows_of(shop, at["wrong_item"])[0]["item"] not in items
    assert rows_of(shop, at["qty_not_a_number"])[0]["qty"] == "abc"
    assert rows_of(shop, at["lost_zeros"])[0]["shipping_fee_idr"] == 15
    assert rows_of(shop, at["lost_zeros_by_sheet"])[0]["shipping_fee_idr"] == 12.5
    couriers = {row["courier"] for row in rows_of(shop, at["two_couriers"])}
    assert couriers == {"JNE", "SiCepat"}
    assert totals(shop)[at["discount_above_subtotal"]] < 0
    assert "0812" not in str(rows_of(shop, at["missing_phone"])[0]["buyer_text"])
    assert at["number_not_from_book"] == "RINA-7"
    assert len(rows_of(shop, "RINA-7")) == 1
    assert "RINA-7" not in {row["order_no"] for row in shop.book_rows}
    total, rounded = totals(shop)[at["paid_rounded"]], at["paid_rounded"]
    lines = bank_lines(shop.statement_csv.decode())
    money_in = {int(amount) for day, _, amount, _ in lines if day == "24/11" and amount > 0}
    assert total not in money_in
    assert -(-total // 500) * 500 in money_in
    assert not {"money_seen_by", "tracking_no"} & set(rows_of(shop, rounded)[0])
    sold_out = rows_of(shop, at["sold_out_item"])[0]
    assert sold_out["item"] == SOLD_OUT
    assert sold_out["tracking_no"]
    assert rows_of(shop, at["cancelled_with_money"])[0]["cancel_reason"] == "Stok kosong"
    claimed = rows_of(shop, at["claimed_not_there"])[0]
    assert claimed["claims_paid"] is True
    assert "money_seen_by" not in claimed


def test_the_duplicate_has_the_buyer_items_and_day_of_another_order(shop: PracticeShop) -> None:
    def gist(rows: Sequence[dict[str, Cell]]) -> tuple[object, ...]:
        lines = sorted((str(row["item"]).casefold(), str(row["qty"])) for row in rows)
        return rows[0].get("buyer_text"), parse_day(rows[0]["ordered_on"]), lines

    by_order: defaultdict[str, list[dict[str, Cell]]] = defaultdict(list)
    for row in shop.rows["orders"]:
        if "item" in row:
            by_order[str(row["order_no"])].append(row)
    copy = gist(by_order[shop.mistakes["duplicate_order"]])
    same = [no for no, rows in by_order.items() if gist(rows) == copy]
    assert len(same) == 2
    alike = Counter(str(gist(rows)) for rows in by_order.values() if rows[0].get("buyer_text"))
    assert [times for times in alike.values() if times > 1] == [2]


def test_the_broken_paste_is_one_chat_form_over_rows_of_the_book(shop: PracticeShop) -> None:
    broken = [row for row in shop.rows["orders"] if set(row) == {"order_no", "buyer_text"}]
    assert [str(row["buyer_text"]).split(":")[0] for row in broken] == [
        "Nama",
        "HP",
        "Alamat",
        "Kec",
    ]
    assert broken[0]["order_no"] == shop.mistakes["broken_paste"]
    free = [row["order_no"] for row in shop.book_rows if row["state"] == "free"]
    assert free == [row["order_no"] for row in broken]


def test_stock_ends_at_zero_for_the_sold_out_item_before_its_last_sale(shop: PracticeShop) -> None:
    assert on_hand(shop, SOLD_OUT) == -1


def test_no_other_counted_item_falls_below_zero(shop: PracticeShop) -> None:
    counted = {
        str(row["item"]) for row in shop.rows["stock_movements"] if row["kind"] == "Stok Awal"
    }
    below = {item for item in counted if on_hand(shop, item) < 0}
    assert below == {SOLD_OUT}
    assert len(counted) == 57


def on_hand(shop: PracticeShop, item: str) -> int:
    """Pieces of *item* now, from typed rows, the book's sent moments and the marketplace."""
    signs = {"Stok Awal": 1, "Masuk": 1, "Paket Balik": 1, "Rusak": -1, "Hilang": -1}
    pieces = sum(
        signs.get(str(row["kind"]), 0) * int(row["qty"])
        for row in shop.rows["stock_movements"]
        if row["item"] == item
    )
    gone = {row["order_no"] for row in shop.book_rows if "sent_at" in row}
    counter: set[Cell] = set()
    for row in shop.rows["orders"]:
        if row.get("channel") in ("Toko", "Bazar"):
            counter.add(row["order_no"])
        if str(row.get("item", "")).casefold() == item.casefold() and (
            row["order_no"] in gone or row["order_no"] in counter
        ):
            pieces -= int(row["qty"])
    for order in shop.shopee_orders:
        if order.status not in ("Batal", "Belum Bayar"):
            pieces -= sum(line.qty for line in order.lines if line.item.key == item)
    return pieces


def test_every_count_of_the_drawer_agrees_with_cash_sales_and_entries(shop: PracticeShop) -> None:
    total = totals(shop)
    cash: defaultdict[dt.date, int] = defaultdict(int)
    book = {row["order_no"]: row for row in shop.book_rows}
    for row in shop.rows["orders"]:
        if "ordered_on" not in row or "item" not in row:
            continue
        counter = row.get("channel") in ("Toko", "Bazar") and row.get("paid_via") != "QRIS"
        seen_at = book.get(row["order_no"], {}).get("money_seen_at")
        first_row = rows_of(shop, str(row["order_no"]))[0] is row
        if counter and first_row:
            cash[day_of(row["ordered_on"])] += total[str(row["order_no"])]
        elif row.get("paid_via") == "Tunai" and seen_at and first_row:
            cash[seen_at.date()] += total[str(row["order_no"])]
    drawer, checked, counted_on = 0, 0, dt.date.min
    for row in shop.rows["cash_entries"]:
        if row["account"] != "Laci":
            continue
        day = day_of(row["entered_on"])
        if row["category"] == "Hitung Laci":
            if checked:
                drawer += sum(amount for when, amount in cash.items() if counted_on < when <= day)
                assert drawer == rupiah(row["money_in_idr"]), day
            drawer, counted_on, checked = rupiah(row["money_in_idr"]), day, checked + 1
        else:
            drawer -= rupiah(row["money_out_idr"])
    assert checked >= 12


def day_of(cell: Cell) -> dt.date:
    day = parse_day(cell)
    assert isinstance(day, dt.date)
    return day


def test_nobody_in_it_is_real(shop: PracticeShop) -> None:
    typed = "\n".join(str(cell) for row in shop.rows["orders"] for cell in row.values())
    typed += shop.chat_example
    phones = re.findall(r"(?:\+62|\b08)[\d -]{8,16}", typed)
    assert len(phones) > 1000
    for phone in phones:
        digits = re.sub(r"\D", "", phone)
        assert re.fullmatch(r"(?:62|0)8120000\d{4}", digits), phone
    assert set(re.findall(r"https?://[^/\s]+", typed)) == {"https://example.com"}
    assert not re.search(r"\b\d{16}\b(?<!\d)", shop.statement_csv.decode())


def test_chat_texts_come_in_several_layouts(shop: PracticeShop) -> None:
    texts = [str(row["buyer_text"]) for row in shop.rows["orders"] if "buyer_text" in row]
    shapes = {
        "form": sum(text.startswith("Nama: ") for text in texts),
        "copied": sum(text.startswith("[") for text in texts),
        "one line": sum("\n" not in text and ", 0812" in text for text in texts),
        "small": sum("wa : +62" in text for text in texts),
        "capitals": sum("ALAMAT: " in text for text in texts),
        "bare": sum(bool(re.search(r"\n0812\d+\n", text)) for text in texts),
    }
    assert min(shapes.values()) > 100, shapes


def test_the_marketplace_export_is_text_and_adds_up(shop: PracticeShop) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(shop.shopee_xlsx()))
    header, *rows = book.get_sheet_by_name("orders").to_python()
    assert tuple(header) == HEADERS
    assert len(header) == 49
    assert len(rows) == 250
    known = {(str(row["name"]), str(row.get("variant", ""))) for row in shop.rows["products"]}
    for cells in rows:
        assert all(isinstance(cell, str) for cell in cells)
        row = dict(zip(HEADERS, [str(cell) for cell in cells], strict=True))
        assert (row["Nama Produk"], row["Nama Variasi"]) in known
        deal = int(row["Harga Setelah Diskon"].replace(".", ""))
        assert deal * int(row["Jumlah"]) == int(row["Total Harga Produk"].replace(".", ""))
        assert re.fullmatch(r"\d{6}[0-9A-Z]{8}", row["No. Pesanan"])
        assert row["Nama Penerima"].count("*") == 6
    statuses = {str(cells[1]).split(",")[0] for cells in rows}
    assert {"Selesai", "Batal", "Sedang Dikirim", "Perlu Dikirim"} <= statuses


@pytest.mark.parametrize("at", [dt.time(0, 5), dt.time(7, 30), dt.time(23, 50)])
@pytest.mark.parametrize("ago", range(7))
def test_it_works_on_any_weekday_at_any_hour(at: dt.time, ago: int) -> None:
    today = dt.date(2027, 1, 6) - dt.timedelta(days=ago)
    now = dt.datetime.combine(today, at)
    shop = practice_shop(today, 3, at=at, orders=700, days=45)
    moments = [
        moment
        for row in shop.book_rows
        for moment in row.values()
        if isinstance(moment, dt.datetime)
    ]
    assert max(moments) <= now
    assert len(shop.paste_pays) == 9
    assert shop.paste_suggests
    csv = shop.statement_csv.decode()
    assert bank_lines(csv)[-1][3] == footer(csv)["Saldo Akhir"]


def test_a_bigger_shop_has_a_longer_past() -> None:
    shop = scaled_shop(6_000)
    assert len({row["order_no"] for row in shop.rows["orders"] if "item" in row}) == 6_000
    settings, _ = read_settings([(str(r["name"]), str(r["value"])) for r in shop.rows["settings"]])
    assert settings.in_use_since == TODAY - dt.timedelta(days=99)
    assert dataclasses.replace(shop) == shop


def test_too_small_a_shop_is_refused() -> None:
    with pytest.raises(ValueError, match="10 orders a day"):
        practice_shop(TODAY, orders=300, days=60)
