"""The values methods answer as Google's recorded answers do."""

import pytest

from tests.localsheets.conftest import Http


def test_a_column_is_echoed_clamped_to_the_grid(http: Http) -> None:
    size = {"sheetId": 0, "gridProperties": {"rowCount": 10, "columnCount": 4}}
    mask = "gridProperties/rowCount,gridProperties/columnCount"
    http.batch({"updateSheetProperties": {"properties": size, "fields": mask}})

    assert http.book("/values/A:A") == {"range": "Sheet1!A1:A10", "majorDimension": "ROWS"}


def test_the_whole_tab_is_echoed_with_its_last_cell(http: Http) -> None:
    assert http.book("/values/Sheet1")["range"] == "Sheet1!A1:Z1000"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Stok", "Stok!A1"),
        ("D3", "'D3'!A1"),
        ("Uang Masuk", "'Uang Masuk'!A1"),
        ("It's", "'It''s'!A1"),
        ("2026", "'2026'!A1"),
    ],
)
def test_a_title_is_quoted_only_when_needed(http: Http, title: str, shown: str) -> None:
    http.batch({"addSheet": {"properties": {"title": title}}})
    quoted = title.replace("'", "''")

    assert http.put(f"'{quoted}'!A1", [[1]])["updatedRange"] == shown


def test_an_empty_range_has_no_values_key(http: Http) -> None:
    assert "values" not in http.book("/values/A1:C3")


def test_trailing_blanks_are_cut_and_inner_ones_kept(http: Http) -> None:
    http.put("A1:C5", [["a", "", "c"], [], ["x", "", ""], [], []])

    assert http.values("A1:C5") == [["a", "", "c"], [], ["x"]]


def test_columns_may_come_first(http: Http) -> None:
    http.put("A1", [[1, 2], [3]])

    found = http.book("/values/A1:B2", majorDimension="COLUMNS")

    assert found["values"] == [["1", "3"], ["2"]]
    assert found["majorDimension"] == "COLUMNS"


def test_every_sent_cell_counts_as_updated(http: Http) -> None:
    found = http.put("A1:D4", [[1, "", "", ""]] * 4)

    assert found == {
        "spreadsheetId": http.book_id,
        "updatedRange": "Sheet1!A1:D4",
        "updatedRows": 4,
        "updatedColumns": 4,
        "updatedCells": 16,
    }


def test_a_single_cell_is_echoed_without_colon(http: Http) -> None:
    assert http.put("A2:A2", [[1]])["updatedRange"] == "Sheet1!A2"


def test_a_null_leaves_the_cell_as_it_is(http: Http) -> None:
    http.put("A1", [["old", "old"]])
    http.put("A1", [[None, ""]])

    assert http.values("A1:B1") == [["old"]]


def test_render_options_on_a_formula_a_date_and_numbers(http: Http) -> None:
    http.put("A1", [["=4/2", "2020-01-01", 53, 0.12]], "USER_ENTERED")

    def row(**options: str) -> list[object]:
        found: list[object] = http.values("A1:D1", **options)[0]
        return found

    assert row(valueRenderOption="FORMATTED_VALUE") == ["2", "2020-01-01", "53", "0.12"]
    assert row(valueRenderOption="FORMATTED_VALUE", dateTimeRenderOption="SERIAL_NUMBER") == [
        "2",
        "2020-01-01",
        "53",
        "0.12",
    ]
    assert row(dateTimeRenderOption="SERIAL_NUMBER") == [2, 43831, 53, 0.12]
    assert row(dateTimeRenderOption="FORMATTED_STRING") == [2, "2020-01-01", 53, 0.12]
    assert row(valueRenderOption="FORMULA") == ["=4/2", 43831, 53, 0.12]


def test_append_on_an_empty_tab_names_no_table(http: Http) -> None:
    found = http.book("/values/Sheet1:append", "POST", {"values": [["a"]]}, valueInputOption="RAW")

    assert "tableRange" not in found
    assert found["updates"]["updatedRange"] == "Sheet1!A1"


def test_append_to_the_tab_shifts_below_the_last_table_of_the_row(http: Http) -> None:
    http.put("A1", [["x", "", "z"]])
    rows = {"values": [["1", "2", "3"]]}

    shifted = http.book("/values/Sheet1:append", "POST", rows, valueInputOption="RAW")

    assert shifted["tableRange"] == "Sheet1!C1"
    assert shifted["updates"]["updatedRange"] == "Sheet1!C2:E2"


def test_append_with_the_first_cell_given_lands_below_it(http: Http) -> None:
    http.put("A1", [["x", "", "z"]])
    rows = {"values": [["1", "2", "3"]]}

    found = http.book("/values/A1:append", "POST", rows, valueInputOption="RAW")

    assert found["updates"]["updatedRange"] == "Sheet1!A2:C2"


def test_append_below_an_array_column_lands_at_the_grid_end(http: Http) -> None:
    http.put("A1", [["no", '=ARRAYFORMULA(IF($A$1:$A="";"";"ok"))']], "USER_ENTERED")

    found = http.book("/values/Sheet1:append", "POST", {"values": [["n"]]}, valueInputOption="RAW")

    assert found["updates"]["updatedRange"] == "Sheet1!A1001"


def test_blanks_of_an_array_count_as_values_down_to_the_grid_end(http: Http) -> None:
    http.put("A1", [["no", '=ARRAYFORMULA(IF($A$1:$A="";"";"ok"))']], "USER_ENTERED")

    rows = http.values("A1:B")

    assert len(rows) == 1000
    assert rows[:2] == [["no", "ok"], ["", ""]]


def test_a_batch_update_sums_up_and_answers_each_range(http: Http) -> None:
    data = [
        {"range": "A1:B1", "values": [[1, 2]]},
        {"range": "A2", "values": [["=A1+B1"]]},
    ]
    body = {"valueInputOption": "USER_ENTERED", "data": data, "includeValuesInResponse": True}

    found = http.book("/values:batchUpdate", "POST", body)

    assert found["totalUpdatedCells"] == 3
    assert [one["updatedRange"] for one in found["responses"]] == ["Sheet1!A1:B1", "Sheet1!A2"]
    assert found["responses"][1]["updatedData"]["values"] == [["3"]]


def test_a_batch_of_values_with_one_bad_range_applies_nothing(http: Http) -> None:
    data = [{"range": "A1", "values": [[1]]}, {"range": "Gone!A1", "values": [[2]]}]

    found = http.book("/values:batchUpdate", "POST", {"valueInputOption": "RAW", "data": data})

    assert found["error"]["message"] == "Invalid data[1]: Unable to parse range: Gone!A1"
    assert http.values("A1") == []


def test_clear_takes_values_and_leaves_formats(http: Http) -> None:
    http.put("A1", [["2026-11-21"]], "USER_ENTERED")

    cleared = http.book("/values/A1:B2:clear", "POST", {})
    http.put("A1", [[46347]])

    assert cleared["clearedRange"] == "Sheet1!A1:B2"
    assert http.values("A1", valueRenderOption="FORMATTED_VALUE") == [["2026-11-21"]]


@pytest.mark.parametrize(
    ("spot", "rows", "message"),
    [
        (
            "A1:B1",
            [[1, 2, 3]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        (
            "A1:B1",
            [[1], [2]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]",
        ),
        (
            "A1001",
            [[1]],
            "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        ("Gone!A1", [[1]], "Unable to parse range: Gone!A1"),
    ],
)
def test_a_write_outside_its_range_or_the_grid_is_refused(
    http: Http, spot: str, rows: list[list[object]], message: str
) -> None:
    error = http.put(spot, rows)["error"]

    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"] == message


def test_a_read_that_starts_outside_the_grid_is_refused(http: Http) -> None:
    error = http.book("/values/AA1")["error"]

    message = "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert error["message"] == message


def test_values_that_are_no_list_are_refused_with_a_field_violation(http: Http) -> None:
    error = http.book("/values/A1", "PUT", {"values": "X"}, valueInputOption="RAW")["error"]

    text = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    assert error["message"] == text
    assert error["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert error["details"][0]["fieldViolations"] == [{"description": text}]


def test_a_misspelt_query_parameter_is_refused(http: Http) -> None:
    error = http.book("/values/A1", valueRenderOptions="FORMULA")["error"]

    assert 'Unknown name "valueRenderOptions": Cannot bind query parameter' in error["message"]


def test_an_unreadable_choice_of_rendering_is_refused(http: Http) -> None:
    assert http.book("/values/A1", valueRenderOption="RAW")["error"]["code"] == 400
