"""The real gspread and google-auth against the server, by nothing but a mounted adapter."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials
from gspread.utils import ValueInputOption, ValueRenderOption
from requests.adapters import HTTPAdapter

from automations.localsheets import LocalSheets
from tests.localsheets.conftest import NOON

_GOOGLE = ("https://sheets.googleapis.com/", "https://www.googleapis.com/")
_DOCUMENT = Path(__file__).parents[2] / "docs" / "localsheets.md"


class Loopback(HTTPAdapter):
    """Sends requests for Google to a local server."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def send(self, request: requests.PreparedRequest, *args: Any, **kw: Any) -> requests.Response:
        request.url = re.sub(r"^https://[^/]+", self.base, str(request.url))
        return super().send(request, *args, **kw)


@pytest.fixture
def client(sheets_server: LocalSheets) -> Iterator[gspread.Client]:
    credentials = Credentials(token="bot-token")  # type: ignore[no-untyped-call]
    found = gspread.Client(auth=credentials)
    session = found.http_client.session
    session.trust_env = False
    for prefix in _GOOGLE:
        session.mount(prefix, Loopback(sheets_server.base_url))
    yield found
    session.close()


@pytest.fixture
def workbook(client: gspread.Client, sheets_server: LocalSheets) -> gspread.Spreadsheet:
    return client.open_by_key(sheets_server.create("Toko Rina"))


def test_values_go_in_and_come_out(workbook: gspread.Spreadsheet) -> None:
    tab = workbook.sheet1

    tab.update(
        [["nota", "qty"], ["N1", 2], ["N2", "=B2*2"]],
        "A1",
        value_input_option=ValueInputOption.user_entered,
    )

    assert tab.get_all_records() == [{"nota": "N1", "qty": 2}, {"nota": "N2", "qty": 4}]
    found = tab.find("N2")
    assert found is not None
    assert found.address == "A3"
    assert tab.acell("B3", value_render_option=ValueRenderOption.formula).value == "=B2*2"
    tab.append_row(["N3", 9])
    assert tab.col_values(1) == ["nota", "N1", "N2", "N3"]
    tab.batch_update([{"range": "D1:E1", "values": [["a", "b"]]}])
    assert tab.batch_get(["A4:B4", "D1"]) == [[["N3", "9"]], [["a"]]]
    tab.batch_clear(["A1:B9"])
    assert tab.row_values(1) == ["", "", "", "a", "b"]


def test_tabs_are_made_changed_and_removed(workbook: gspread.Spreadsheet) -> None:
    tab = workbook.add_worksheet("Stok", rows=20, cols=5)
    tab.resize(30, 6)
    tab.update_title("Stok Baru")
    tab.freeze(rows=1)
    tab.format("A1:C1", {"textFormat": {"bold": True}})
    tab.insert_rows([["a", "b"], ["c"]], row=1)
    tab.delete_rows(2)
    tab.add_protected_range("A1:B2", warning_only=True)
    tab.define_named_range("A1:B2", "kepala")
    tab.merge_cells("A5:B6")
    tab.set_basic_filter("A1:B9")
    tab.sort((1, "asc"))
    tab.update_note("A1", "cek")
    tab.add_dimension_group_rows(1, 3)
    tab.hide()

    found = workbook.worksheet("Stok Baru")

    assert (found.row_count, found.col_count, found.frozen_row_count) == (31, 6, 1)
    assert found.isSheetHidden
    assert found.get_note("A1") == "cek"
    assert found.get("kepala") == [["a", "b"]]
    workbook.del_worksheet(found)
    assert [one.title for one in workbook.worksheets()] == ["Sheet1"]


def test_errors_reach_gspread_as_from_google(
    client: gspread.Client, workbook: gspread.Spreadsheet
) -> None:
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key("nowhere")
    with pytest.raises(gspread.exceptions.APIError, match="already exists") as refused:
        workbook.add_worksheet("Sheet1", 5, 5)
    assert refused.value.code == 400
    with pytest.raises(gspread.WorksheetNotFound):
        workbook.worksheet("Hilang")


def test_files_are_created_found_copied_and_deleted(client: gspread.Client) -> None:
    made = client.create("Toko Kedua")
    made.sheet1.update([["x"]], "A1")

    copy = client.copy(made.id, title="Salinan")

    assert client.open("Toko Kedua").id == made.id
    assert client.open("Salinan").sheet1.acell("A1").value == "x"
    client.del_spreadsheet(copy.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Salinan")


def test_a_cycle_costs_one_read_and_one_write(
    workbook: gspread.Spreadsheet, sheets_server: LocalSheets
) -> None:
    sheets_server.requests.clear()
    workbook.client.request(
        "post",
        f"https://sheets.googleapis.com/v4/spreadsheets/{workbook.id}/values:batchGetByDataFilter",
        json={"dataFilters": [{"gridRange": {"sheetId": 0}}]},
    )
    workbook.batch_update({"requests": [{"addSheet": {}}]})

    assert len(sheets_server.requests) == 2
    assert sheets_server.requests.count("values:batchGetByDataFilter") == 1


def test_the_script_of_the_documentation_works_as_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = _DOCUMENT.read_text(encoding="utf-8")
    script = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    printed = re.search(r"```text\n(.*?)```", text, re.DOTALL)
    assert script is not None
    assert printed is not None

    with LocalSheets(None, now=lambda: NOON) as server:
        server.create("Toko")
        code = script[1].replace("http://127.0.0.1:8910", server.base_url)
        exec(compile(code, "localsheets.md", "exec"), {"__name__": "__main__"})

    assert capsys.readouterr().out == printed[1]
