"""The page in a real browser: typing, pasting, what is refused, what others change, a phone."""

from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM, OWNER, Screen

sync_api = pytest.importorskip("playwright.sync_api")
if CHROMIUM is None:
    pytest.skip("no Chromium here", allow_module_level=True)
CHAT = "Nama: Ani\nHP: 0812 0000 1111\nAlamat: Jl. Melati 3"


def shows(locator: Any, text: str) -> None:
    """Waits until the element shows exactly this text."""
    sync_api.expect(locator).to_have_text(text)


def test_typing_in_a_cell_writes_it_as_typed_text_and_goes_one_down(screen: Screen) -> None:
    screen.open()
    screen.cell(4, 4).click()

    with screen.saving():
        screen.page.keyboard.type("12500")
        screen.page.keyboard.press("Enter")

    assert screen.shop.values("D4") == [[12500]]
    shows(screen.page.locator("#where"), "D5")


def test_editing_starts_with_what_stands_in_the_cell_and_escape_leaves_it(screen: Screen) -> None:
    screen.open()
    screen.cell(2, 2).dblclick()
    screen.page.keyboard.type(" Lestari")
    screen.page.keyboard.press("Escape")
    shows(screen.cell(2, 2), "Sari")

    screen.page.keyboard.press("F2")
    with screen.saving():
        screen.page.keyboard.type(" Dewi")
        screen.page.keyboard.press("Tab")

    assert screen.shop.values("B2") == [["Sari Dewi"]]
    shows(screen.page.locator("#where"), "C2")


def test_a_chat_pasted_while_a_cell_is_edited_stays_one_cell(screen: Screen) -> None:
    screen.open()
    screen.copy(CHAT)
    screen.cell(4, 2).dblclick()

    with screen.saving():
        screen.page.keyboard.press("Control+V")
        screen.page.keyboard.press("Enter")

    assert screen.shop.values("A4:D8") == [["", CHAT]]


def test_switching_windows_to_copy_the_chat_leaves_the_cell_open(screen: Screen) -> None:
    screen.open()
    screen.cell(4, 2).dblclick()

    screen.page.evaluate("document.getElementById('editor').dispatchEvent(new FocusEvent('blur'))")

    sync_api.expect(screen.page.locator("#editor")).to_be_visible()


def test_rows_pasted_into_the_grid_fill_cells_and_quoted_lines_stay_together(
    screen: Screen,
) -> None:
    screen.open()
    screen.copy(
        'N3\tAni\tKaos\t9000\nN4\t"Jl. Melati 3\nBandung"\tRok\t\nN5\tTuti\t5" pita\t7000\n'
    )
    screen.cell(4, 1).click()

    with screen.saving():
        screen.page.keyboard.press("Control+V")

    assert screen.shop.values("A4:D7") == [
        ["N3", "Ani", "Kaos", 9000],
        ["N4", "Jl. Melati 3\nBandung", "Rok"],
        ["N5", "Tuti", '5" pita', 7000],
    ]


def test_rows_pasted_at_the_end_of_the_tab_lengthen_it(screen: Screen) -> None:
    screen.open(place="&gid=0&range=A1000")
    screen.copy("a\nb\nc")
    shows(screen.page.locator("#where"), "A1000")

    with screen.page.expect_response(lambda answer: answer.request.method == "PUT"):
        screen.page.keyboard.press("Control+V")

    assert screen.shop.values("A1000:A1002") == [["a"], ["b"], ["c"]]


def test_delete_clears_the_chosen_cells_and_ctrl_z_brings_them_back(screen: Screen) -> None:
    screen.open()
    screen.cell(2, 2).click()
    screen.cell(3, 3).click(modifiers=["Shift"])

    with screen.saving():
        screen.page.keyboard.press("Delete")
    cleared = screen.shop.values("A2:D3")
    with screen.saving():
        screen.page.keyboard.press("Control+Z")

    assert cleared == [["N1", "", "", 9000], ["N2", "", "", 11000]]
    assert screen.shop.values("A2:D3") == [
        ["N1", "Sari", "Kaos", 9000],
        ["N2", "Dewi", "Rok", 11000],
    ]


def test_ctrl_d_repeats_the_cell_above(screen: Screen) -> None:
    screen.open()
    screen.cell(4, 1).click()

    with screen.saving():
        screen.page.keyboard.press("Control+D")

    assert screen.shop.values("A4") == [["N2"]]


def test_a_protected_cell_shows_the_message_and_what_stood_there(screen: Screen) -> None:
    box = {"sheetId": 0, "startColumnIndex": 3, "endColumnIndex": 4}
    protection = {"range": box, "editors": {"users": [OWNER]}}
    screen.shop.batch({"addProtectedRange": {"protectedRange": protection}})
    screen.open("staff-token")
    screen.cell(2, 4).click()

    with screen.saving():
        screen.page.keyboard.type("1")
        screen.page.keyboard.press("Enter")

    sync_api.expect(screen.page.locator("#state")).to_contain_text("protected cell")
    shows(screen.cell(2, 4), "9000")


def test_a_change_by_somebody_else_appears_and_leaves_an_open_editor_alone(screen: Screen) -> None:
    screen.open()
    screen.cell(5, 1).click()
    screen.page.keyboard.type("N9")

    screen.shop.put("C2", [["Jilbab"]])

    shows(screen.cell(2, 3), "Jilbab")
    sync_api.expect(screen.page.locator("#editor")).to_have_value("N9")


def test_cell_text_is_never_markup(screen: Screen) -> None:
    markup = '<img src=x onerror="document.title=1"><b>x</b>'
    screen.shop.put("B2", [[markup]])
    screen.open()

    shows(screen.cell(2, 2), markup)
    assert screen.page.locator("td b, td img").count() == 0


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x"])
def test_only_web_addresses_become_links(screen: Screen, address: str) -> None:
    screen.shop.put(
        "A2:A3", [[f'=HYPERLINK("{address}";"x")'], ['=HYPERLINK("https://wa.me/1";"WA")']]
    )
    screen.open()

    shows(screen.cell(2, 1), "x")
    assert screen.page.locator("td a").all_text_contents() == ["WA"]


def test_a_link_to_a_cell_of_the_workbook_goes_there(screen: Screen) -> None:
    screen.shop.batch({"addSheet": {"properties": {"sheetId": 7, "title": "Stok", "hidden": True}}})
    own = f"{screen.shop.base_url}/spreadsheets/d/{screen.shop.book_id}/edit?gid=7#gid=7"
    screen.shop.put("A2", [[f'=HYPERLINK("{own}";"Stok")']])
    screen.open()
    assert screen.page.locator("#tabs button").all_text_contents() == ["Pesanan"]

    screen.cell(2, 1).locator("a").click()

    shows(screen.page.locator('#tabs [aria-selected="true"]'), "Stok")


def test_hidden_tabs_appear_with_the_switch(screen: Screen) -> None:
    screen.shop.batch({"addSheet": {"properties": {"title": "Mesin", "hidden": True}}})
    screen.open()

    screen.page.check("#hidden")

    assert screen.page.locator("#tabs button").all_text_contents() == ["Pesanan", "Mesin"]


def test_a_folded_column_opens_and_folds_again(screen: Screen) -> None:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
    folded = {"range": span, "depth": 1, "collapsed": True}
    screen.shop.batch(
        {"addDimensionGroup": {"range": span}},
        {"updateDimensionGroup": {"dimensionGroup": folded, "fields": "collapsed"}},
    )
    screen.open()
    sync_api.expect(screen.cell(1, 2)).to_have_count(0)

    screen.page.click(".fold")
    shows(screen.cell(1, 2), "Pembeli")
    screen.page.click(".fold")

    sync_api.expect(screen.cell(1, 2)).to_have_count(0)


def test_a_drop_down_offers_its_entries_and_takes_the_chosen_one(screen: Screen) -> None:
    entries = [{"userEnteredValue": name} for name in ("Kaos", "Rok Plisket", "Rok Mini")]
    rule = {"condition": {"type": "ONE_OF_LIST", "values": entries}, "showCustomUi": True}
    box = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3}
    screen.shop.batch({"setDataValidation": {"range": box, "rule": rule}})
    screen.open()
    screen.cell(4, 3).click()
    screen.page.keyboard.type("rok")
    sync_api.expect(screen.page.locator("#choices li")).to_have_text(["Rok Plisket", "Rok Mini"])

    with screen.saving():
        screen.page.locator("#choices li").nth(1).click()

    assert screen.shop.values("C4") == [["Rok Mini"]]


def test_a_status_word_colours_its_cell(screen: Screen) -> None:
    red = {"rgbColor": {"red": 1.0}}
    condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "BATAL"}]}
    rule = {
        "ranges": [{"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}],
        "booleanRule": {"condition": condition, "format": {"backgroundColorStyle": red}},
    }
    screen.shop.batch({"addConditionalFormatRule": {"rule": rule, "index": 0}})
    screen.shop.put("C2:D2", [["⛔ Batal", "batal"]])
    screen.open()

    sync_api.expect(screen.cell(2, 3)).to_have_css("background-color", "rgb(255, 0, 0)")
    sync_api.expect(screen.cell(2, 4)).to_have_css("background-color", "rgb(255, 255, 255)")


def test_twenty_thousand_rows_scroll_with_the_header_in_sight_and_few_rows_drawn(
    screen: Screen,
) -> None:
    screen.shop.batch({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 19000}})
    screen.shop.put("A4:A20000", [[f"N{number}"] for number in range(4, 20001)])
    screen.open()

    screen.page.evaluate("document.getElementById('grid').scrollTop = 10000 * 24")
    shows(screen.cell(10005, 1), "N10005")
    screen.page.evaluate("document.getElementById('grid').scrollTop = 1e9")
    shows(screen.cell(20000, 1), "N20000")

    assert screen.page.locator("tr").count() < 120
    sync_api.expect(screen.cell(1, 1)).to_be_in_viewport()
    sync_api.expect(screen.cell(20000, 1)).to_be_in_viewport()


def test_a_line_chart_is_drawn_below_its_tab(screen: Screen) -> None:
    def column(index: int) -> dict[str, Any]:
        box = {
            "sheetId": 0,
            "startRowIndex": 0,
            "endRowIndex": 3,
            "startColumnIndex": index,
            "endColumnIndex": index + 1,
        }
        return {"sourceRange": {"sources": [box]}}

    basic = {
        "chartType": "LINE",
        "headerCount": 1,
        "domains": [{"domain": column(0)}],
        "series": [{"series": column(3), "targetAxis": "LEFT_AXIS", "type": "LINE"}],
    }
    position = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 5, "columnIndex": 0}}}
    chart = {"spec": {"title": "Ongkir", "basicChart": basic}, "position": position}
    screen.shop.batch({"addChart": {"chart": chart}})
    screen.open()

    shows(screen.page.locator("#charts summary"), "Ongkir")
    points = screen.page.locator("#charts polyline").get_attribute("points")
    assert len(points.split()) == 2


def test_a_phone_shows_tabs_and_cells_without_a_wider_page_and_edits_by_touch(
    phone: Screen,
) -> None:
    phone.open()
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    sync_api.expect(phone.page.locator("#tabs button")).to_be_in_viewport()

    phone.cell(3, 2).tap()
    phone.cell(3, 2).tap()
    with phone.saving():
        phone.page.keyboard.type(" Ayu")
        phone.page.keyboard.press("Enter")

    assert phone.shop.values("B3") == [["Dewi Ayu"]]


def test_the_start_page_lists_the_workbooks(screen: Screen) -> None:
    screen.page.goto(f"{screen.shop.base_url}/#token=owner-token", wait_until="commit")

    screen.page.locator("#grid a", has_text="Toko Rina").first.click()

    shows(screen.page.locator("#title"), "Toko Rina")
    shows(screen.cell(1, 1), "Nota")


def test_a_wrong_token_is_told(screen: Screen) -> None:
    screen.page.goto(screen.shop.address("nobody"), wait_until="commit")

    sync_api.expect(screen.page.locator("#state")).to_contain_text("#token=")
