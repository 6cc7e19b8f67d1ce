"""Spreadsheets, tabs, errors and files answer as Google's recorded answers do."""

from typing import Any

from tests.localsheets.conftest import Http


def sheet_names(http: Http) -> list[str]:
    found = http.book(fields="sheets.properties.title")
    return [sheet["properties"]["title"] for sheet in found["sheets"]]


def test_a_new_file_has_one_tab_of_the_usual_size(http: Http) -> None:
    body = {"mimeType": "application/vnd.google-apps.spreadsheet", "name": "Baru"}
    created = http.call("POST", "/drive/v3/files", body).json()

    found = http.call("GET", f"/v4/spreadsheets/{created['id']}").json()

    assert found["properties"]["locale"] == "en_US"
    assert found["properties"]["timeZone"] == "Etc/GMT"
    assert found["properties"]["autoRecalc"] == "ON_CHANGE"
    assert found["sheets"][0]["properties"] == {
        "sheetId": 0,
        "title": "Sheet1",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }
    assert found["spreadsheetUrl"] == (
        f"{http.server.base_url}/spreadsheets/d/{created['id']}/edit"
    )


def test_add_sheet_answers_a_random_id_and_others_answer_nothing(http: Http) -> None:
    found = http.batch(
        {"addSheet": {"properties": {"title": "Stok"}}},
        {"updateSheetProperties": {"properties": {"title": "Toko"}, "fields": "title"}},
    )

    added = found["replies"][0]["addSheet"]["properties"]
    assert 0 < added["sheetId"] < 2**31
    assert (added["title"], added["index"], added["sheetType"]) == ("Stok", 1, "GRID")
    assert found["replies"][1] == {}


def test_sheet_id_zero_vanishes_from_ranges_but_not_from_properties(http: Http) -> None:
    spot = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1}
    found = http.batch({"addNamedRange": {"namedRange": {"name": "kepala", "range": spot}}})

    named = found["replies"][0]["addNamedRange"]["namedRange"]
    assert named["range"] == {"startRowIndex": 0, "endRowIndex": 1}
    listed = http.book(fields="sheets.properties.sheetId,namedRanges")
    assert listed["sheets"] == [{"properties": {"sheetId": 0}}]
    assert listed["namedRanges"][0]["range"] == {"startRowIndex": 0, "endRowIndex": 1}


def test_a_protection_by_the_owner_shows_no_editors(http: Http) -> None:
    protection = {"range": {"sheetId": 0}, "warningOnly": False, "editors": {}}
    found = http.batch({"addProtectedRange": {"protectedRange": protection}})

    answered = found["replies"][0]["addProtectedRange"]["protectedRange"]
    assert answered["requestingUserCanEdit"] is True
    assert answered["editors"] == {}
    assert "warningOnly" not in answered


def test_field_masks_may_be_dotted_slashed_or_bracketed(http: Http) -> None:
    cell = {"note": "periksa"}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    rows = [{"values": [cell]}]
    http.batch({"updateCells": {"rows": rows, "fields": "note", "start": start}})

    wanted = {"sheets": [{"data": [{"rowData": [{"values": [{"note": "periksa"}]}]}]}]}
    assert http.book(fields="sheets.data.rowData.values.note") == wanted
    assert http.book(fields="sheets/data/rowData/values/note") == wanted
    assert http.book(fields="sheets(data(rowData(values(note))))") == wanted


def test_grid_data_shows_typed_computed_and_formatted_values(http: Http) -> None:
    http.put("A1", [["=1+1", "teks", True]], "USER_ENTERED")

    found = http.book(ranges="A1:C1", includeGridData="true")

    cells = found["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert cells == [
        {
            "userEnteredValue": {"formulaValue": "=1+1"},
            "effectiveValue": {"numberValue": 2},
            "formattedValue": "2",
        },
        {
            "userEnteredValue": {"stringValue": "teks"},
            "effectiveValue": {"stringValue": "teks"},
            "formattedValue": "teks",
        },
        {
            "userEnteredValue": {"boolValue": True},
            "effectiveValue": {"boolValue": True},
            "formattedValue": "TRUE",
        },
    ]


def test_an_unknown_spreadsheet_is_404(http: Http) -> None:
    answer = http.call("GET", "/v4/spreadsheets/nowhere")

    assert answer.status_code == 404
    assert answer.json() == {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
        }
    }


def test_the_last_visible_tab_cannot_be_hidden(http: Http) -> None:
    hide = {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}

    assert http.refusal({"updateSheetProperties": hide}) == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document."
    )


def test_a_taken_title_is_refused_ignoring_case(http: Http) -> None:
    assert http.refusal({"addSheet": {"properties": {"title": "SHEET1"}}}) == (
        'Invalid requests[0].addSheet: A sheet with the name "SHEET1" already exists. '
        "Please enter another name."
    )


def test_an_unknown_request_kind_is_an_unknown_name(http: Http) -> None:
    message = http.refusal({"addShet": {}})

    assert message.startswith('Invalid JSON payload received. Unknown name "addShet"')


def test_an_unknown_field_of_a_request_is_an_unknown_name(http: Http) -> None:
    assert 'Unknown name "propertys"' in http.refusal({"addSheet": {"propertys": {}}})


def test_a_kind_of_google_that_is_not_built_is_named_in_a_501(http: Http) -> None:
    error = http.batch({"addTable": {}})["error"]

    assert (error["code"], error["status"]) == (501, "UNIMPLEMENTED")
    assert "addTable" in error["message"]


def test_a_deleted_file_is_204_and_then_gone(http: Http) -> None:
    answer = http.call("DELETE", f"/drive/v3/files/{http.book_id}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert http.call("GET", f"/v4/spreadsheets/{http.book_id}").status_code == 404


def test_a_copy_is_named_copy_of_and_holds_the_cells(http: Http) -> None:
    http.put("A1", [["=1+2"]], "USER_ENTERED")
    copied: dict[str, Any] = http.call("POST", f"/drive/v3/files/{http.book_id}/copy", {}).json()

    found = http.call("GET", f"/v4/spreadsheets/{copied['id']}/values/A1").json()

    assert copied["name"] == "Copy of Toko Rina"
    assert found["values"] == [["3"]]


def test_files_are_found_by_name_and_renamed(http: Http) -> None:
    answer = http.call("PATCH", f"/drive/v3/files/{http.book_id}", {"name": "Toko Baru"})
    assert answer.json()["name"] == "Toko Baru"

    query = {"q": "name = 'Toko Baru' and trashed = false", "fields": "kind,files(id,name)"}
    found = http.call("GET", "/drive/v3/files", params=query).json()

    assert found == {
        "kind": "drive#fileList",
        "files": [{"id": http.book_id, "name": "Toko Baru"}],
    }
    assert http.book(fields="properties.title") == {"properties": {"title": "Toko Baru"}}


def test_answers_are_json_with_googles_content_type(http: Http) -> None:
    answer = http.call("GET", f"/v4/spreadsheets/{http.book_id}")

    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


def test_tabs_can_be_reordered_and_duplicated(http: Http) -> None:
    http.put("A1", [["=Sheet1!B1", 7]], "USER_ENTERED")
    http.batch({"addSheet": {"properties": {"title": "B", "sheetId": 5}}})
    http.batch(
        {"updateSheetProperties": {"properties": {"sheetId": 5, "index": 0}, "fields": "index"}},
        {"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "C", "insertSheetIndex": 2}},
    )

    assert sheet_names(http) == ["B", "Sheet1", "C"]
    assert http.formulas("C!A1:B1") == [["=C!B1", 7]]


def test_a_hyperlink_formula_is_told_with_its_target(http: Http) -> None:
    http.put("A1", [['=HYPERLINK("https://example.com/x";"buka")']], "USER_ENTERED")

    fields = "sheets.data.rowData.values(hyperlink,formattedValue)"
    found = http.book(ranges="A1", includeGridData="true", fields=fields)

    assert found["sheets"][0]["data"][0]["rowData"][0]["values"][0] == {
        "hyperlink": "https://example.com/x",
        "formattedValue": "buka",
    }
