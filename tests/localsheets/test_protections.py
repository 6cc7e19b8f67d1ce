"""Protected tabs and ranges: who is kept out, and which protections are refused."""

from tests.localsheets.conftest import BOT, OWNER, STAFF, Http
from tests.localsheets.drawn_requests import lines, protect, span, write

LOCKED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
TAB = {"sheetId": 0}


def test_a_tab_kept_by_the_bot_is_closed_to_staff_and_open_to_the_owner(http: Http) -> None:
    bot, staff = http.as_user("bot-token"), http.as_user("staff-token")
    bot.batch(protect(TAB, editors={"users": [BOT]}))

    assert staff.refusal(write(0, 0, "x")) == f"Invalid requests[0].updateCells: {LOCKED}"
    assert staff.put("A1", [["x"]])["error"]["message"] == LOCKED
    assert "replies" in bot.batch(write(0, 0, "bot"))
    assert "replies" in http.batch(write(0, 1, "owner"))
    assert http.values("A1:B1") == [["bot", "owner"]]


def test_one_protected_cell_fails_the_whole_batch(http: Http) -> None:
    http.batch(protect(span(0, 1, 3, 4), editors={"users": [OWNER]}))
    staff = http.as_user("staff-token")

    message = staff.refusal(write(5, 0, "mine"), write(0, 2, "mine", "not mine"))

    assert message == f"Invalid requests[1].updateCells: {LOCKED}"
    assert http.values("A1:D6") == []


def test_editors_left_out_lets_everybody_in(http: Http) -> None:
    found = http.batch(protect(TAB))

    answered = found["replies"][0]["addProtectedRange"]["protectedRange"]
    assert answered["editors"] == {"users": sorted([BOT, OWNER, STAFF])}
    assert "replies" in http.as_user("staff-token").batch(write(0, 0, "x"))


def test_a_second_sheet_protection_is_refused(http: Http) -> None:
    http.batch(protect(TAB))

    assert http.refusal(protect(TAB)) == (
        'Invalid requests[0].addProtectedRange: Sheet "Sheet1" already has sheet protection.'
    )


def test_a_bounded_protection_may_be_added_twice(http: Http) -> None:
    http.batch(protect(span(0, 1)), protect(span(0, 1)))

    sheet = http.book(fields="sheets.protectedRanges.protectedRangeId")["sheets"][0]
    assert len({one["protectedRangeId"] for one in sheet["protectedRanges"]}) == 2


def test_a_warning_takes_no_editors_and_lets_writers_pass(http: Http) -> None:
    message = http.refusal(protect(span(0), warningOnly=True, editors={"users": [BOT]}))
    assert message == (
        "Invalid requests[0].addProtectedRange: "
        "ProtectedRange is warningOnly. Editors cannot be set on it."
    )

    http.batch(protect(span(0), warningOnly=True))
    assert "replies" in http.as_user("staff-token").batch(write(0, 0, "x"))


def test_rows_of_a_protected_tab_cannot_be_deleted_by_staff(http: Http) -> None:
    http.batch(protect(TAB, editors={"users": [BOT]}))
    staff = http.as_user("staff-token")

    assert LOCKED in staff.refusal({"deleteDimension": {"range": lines("ROWS", 3, 4)}})
    rename = {"properties": {"sheetId": 0, "title": "X"}, "fields": "title"}
    assert LOCKED in staff.refusal({"updateSheetProperties": rename})


def test_an_open_range_of_a_protected_tab_can_be_edited(http: Http) -> None:
    http.batch(protect(TAB, editors={"users": [BOT]}, unprotectedRanges=[span(1, 5, 0, 1)]))
    staff = http.as_user("staff-token")

    assert "replies" in staff.batch(write(1, 0, "ok"))
    assert LOCKED in staff.refusal(write(1, 0, "ok", "no"))


def test_only_an_editor_may_lift_a_protection_or_see_its_editors(http: Http) -> None:
    found = http.batch(protect(TAB, editors={"users": [BOT]}))
    number = found["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    lift = {"deleteProtectedRange": {"protectedRangeId": number}}
    staff = http.as_user("staff-token")

    assert LOCKED in staff.refusal(lift)
    shown = staff.book(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"][0]
    assert "editors" not in shown
    assert "requestingUserCanEdit" not in shown
    assert http.as_user("bot-token").batch(lift)["replies"] == [{}]


def test_a_missing_protection_is_named_by_its_id(http: Http) -> None:
    assert http.refusal({"deleteProtectedRange": {"protectedRangeId": 2092627652}}) == (
        "Invalid requests[0].deleteProtectedRange: No protected range with id: 2092627652"
    )
