"""What each failed answer becomes."""

import pytest

from automations.errors import (
    AccessError,
    FenceRefusedError,
    OutcomeUnknownError,
    SheetsRefusedError,
    SheetsUnavailableError,
)
from automations.sheets_api.answers import error_of, message_of, missing_sheet
from automations.sheets_api.retry import Failure, Kind

NAME_TAKEN = (
    "Invalid requests[0].addNamedRange: Cannot add named range with name X, a named range with "
    "that name already exists."
)
ID_GONE = "Invalid requests[0].deleteNamedRange: No NamedRange with id: rekapin_e7_abcdefgh"


@pytest.mark.parametrize(
    ("kind", "failure", "error"),
    [
        (Kind.READ, Failure(401, "expired"), AccessError),
        (Kind.WRITE, Failure(403, "no"), AccessError),
        (Kind.READ, Failure(404, "Requested entity was not found."), AccessError),
        (Kind.WRITE, Failure(400, NAME_TAKEN), FenceRefusedError),
        (Kind.WRITE, Failure(400, ID_GONE), FenceRefusedError),
        (Kind.WRITE, Failure(400, "Invalid requests[2].updateCells: …"), SheetsRefusedError),
        (Kind.READ, Failure(400, "No grid with id: 7"), SheetsRefusedError),
        (Kind.WRITE, Failure(413, "too big"), SheetsRefusedError),
        (Kind.WRITE, Failure(0, "no answer"), OutcomeUnknownError),
        (Kind.WRITE, Failure(0, "refused", sent=False), SheetsUnavailableError),
        (Kind.WRITE, Failure(200, "half a body"), OutcomeUnknownError),
        (Kind.WRITE, Failure(409, "ABORTED"), OutcomeUnknownError),
        (Kind.WRITE, Failure(503, "down"), OutcomeUnknownError),
        (Kind.WRITE, Failure(429, "quota"), SheetsUnavailableError),
        (Kind.READ, Failure(429, "quota"), SheetsUnavailableError),
        (Kind.READ, Failure(503, "down"), SheetsUnavailableError),
        (Kind.READ, Failure(0, "no answer"), SheetsUnavailableError),
        (Kind.READ, Failure(302, "elsewhere"), SheetsRefusedError),
    ],
)
def test_every_answer_has_its_error(kind: Kind, failure: Failure, error: type[Exception]) -> None:
    assert type(error_of(kind, failure, "bot@toko.example")) is error


def test_a_lack_of_access_names_the_account_to_share_with() -> None:
    for status in (401, 403, 404):
        assert "bot@toko.example" in str(
            error_of(Kind.READ, Failure(status, "x"), "bot@toko.example")
        )


def test_an_html_body_is_judged_by_its_status() -> None:
    assert message_of(503, b"<html>Error 503</html>") == "HTTP 503 without a readable message"
    assert (
        message_of(400, b'{"error": {"message": "No grid with id: 12"}}') == "No grid with id: 12"
    )


def test_a_missing_sheet_is_named_by_its_id() -> None:
    assert missing_sheet(SheetsRefusedError("refused: No grid with id: 12")) == 12
    assert missing_sheet(SheetsRefusedError("refused: Range exceeds grid limits")) is None
