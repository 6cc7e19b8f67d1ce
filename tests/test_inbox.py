"""The inbox: what is listed, what a hostile file can do, and where confirmed files go."""

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from automations import inbox
from automations.workbook.arrivals import MarketplaceArrival, RefusedFile, StatementArrival

TODAY = dt.date(2026, 11, 21)
GOLDEN = Path(__file__).parent / "importers" / "golden"
KLIKBCA = (GOLDEN / "bca_klikbca_english_plain.csv").read_bytes()


def refusal(path: Path) -> RefusedFile:
    (found,) = inbox.read_files([path], TODAY)
    assert isinstance(found, RefusedFile), found
    return found


def zipped(path: Path, **parts: bytes) -> Path:
    """An archive of *parts*, packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def repacked(path: Path, source: bytes, part: str, content: bytes) -> Path:
    """The archive *source* with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return path


def workbook(*rows: list[str]) -> bytes:
    """An xlsx of text rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("orders")
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                sheet.write_string(number, place, text)
    return stream.getvalue()


def test_only_finished_regular_files_are_listed(tmp_path: Path) -> None:
    for name in ("b.csv", "a.xlsx", "c.csv.part", "~$a.xlsx", ".hidden.csv", "d.crdownload"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "b.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert [path.name for path in inbox.waiting(tmp_path)] == ["a.xlsx", "b.csv"]


def test_missing_folder_holds_nothing(tmp_path: Path) -> None:
    assert inbox.waiting(tmp_path / "none") == []


def test_csv_is_read_and_a_bad_neighbour_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"halo")
    (tmp_path / "b.csv").write_bytes(KLIKBCA)
    first, second = inbox.read_files(inbox.waiting(tmp_path), TODAY)
    assert isinstance(first, RefusedFile)
    assert first.reason == "unknown_format"
    assert isinstance(second, StatementArrival)
    assert (second.source, len(second.lines)) == ("b.csv", 3)


def test_xlsx_is_read_in_the_child(tmp_path: Path) -> None:
    text = (GOLDEN / "shopee_order_all_twins.csv").read_text(encoding="utf-8-sig")
    import csv

    path = tmp_path / "Order.all.xlsx"
    path.write_bytes(workbook(*csv.reader(io.StringIO(text))))
    (found,) = inbox.read_files([path], TODAY)
    assert isinstance(found, MarketplaceArrival)
    assert len(found.lines) == 6


def test_symlink_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(KLIKBCA)
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    assert refusal(link).reason == "gone"


def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert refusal(tmp_path / "pipe.csv").reason == "gone"


def test_gone_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").reason == "gone"


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.xlsx", **{"xl/worksheets/sheet1.xml": b" " * 60_000_000})
    assert refusal(bomb).reason == "unsafe_zip"


def test_many_parts_are_refused(tmp_path: Path) -> None:
    crowd = zipped(tmp_path / "crowd.xlsx", **{f"p{i}": b"x" for i in range(201)})
    assert refusal(crowd).reason == "unsafe_zip"


def test_cell_in_the_last_corner_kills_at_most_the_child(tmp_path: Path) -> None:
    corner = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = repacked(tmp_path / "far.xlsx", workbook(["x"]), "xl/worksheets/sheet1.xml", corner)
    assert refusal(path).reason == "broken_xlsx"


def test_document_type_is_refused(tmp_path: Path) -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    )
    path = repacked(tmp_path / "dtd.xlsx", workbook(["x"]), "xl/worksheets/sheet1.xml", laughs)
    found = refusal(path)
    assert (found.reason, found.detail) == ("broken_xlsx", "exit 3")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 no archive", "broken_xlsx"),
        (b"%PDF-1.7", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_xls"),
        (b"\x00\x01\x02", "not_text"),
        (b"", "unknown_format"),
    ],
)
def test_other_content_is_refused_by_what_it_is(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert refusal(path).reason == reason


def test_confirmed_files_move_and_never_replace_another(tmp_path: Path) -> None:
    done = tmp_path / "state" / "inbox-done"
    for content in (b"one", b"two"):
        (tmp_path / "a.csv").write_bytes(content)
        inbox.archive([tmp_path / "a.csv"], done)
    assert {p.name: p.read_bytes() for p in done.iterdir()} == {"a.csv": b"one", "a-2.csv": b"two"}
    assert not (tmp_path / "a.csv").exists()


def test_file_that_is_gone_is_skipped_when_archived(tmp_path: Path) -> None:
    assert inbox.archive([tmp_path / "none.csv"], tmp_path / "done") == []
