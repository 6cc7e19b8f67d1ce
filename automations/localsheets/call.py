"""One API request on its way through the server: who asks what, with which parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from automations.localsheets.errors import RefusedError, unknown_name
from automations.localsheets.identity import Caller
from automations.localsheets.shelf import Shelf
from automations.localsheets.view import View
from automations.localsheets.work import Liberties

#: query parameters that every method of Google's APIs knows
_COMMON = frozenset(
    [
        "fields",
        "alt",
        "prettyPrint",
        "key",
        "quotaUser",
        "access_token",
        "oauth_token",
        "callback",
        "uploadType",
        "upload_protocol",
        "$.xgafv",
    ]
)
_TRUE, _FALSE = {"true", "1", ""}, {"false", "0"}


@dataclass(frozen=True, slots=True)
class Call:
    """A routed request: path variables, query pairs, JSON body, and how it may break the rules."""

    shelf: Shelf
    caller: Caller
    base_url: str
    path: dict[str, str]
    query: Sequence[tuple[str, str]]
    body: dict[str, Any]
    liberties: Liberties = field(default_factory=Liberties)
    stale: bool = False
    loading: bool = False
    #: every second range of a read by filter is shown as it was before the last change
    skewed: bool = False
    shuffled: bool = False

    @property
    def book_id(self) -> str:
        """The spreadsheet of the path."""
        return self.path["spreadsheetId"]

    def view(self) -> View:
        """The spreadsheet as this reader sees it."""
        found = self.shelf.view(self.book_id, back=1 if self.stale else 0)
        return replace(found, loading=True) if self.loading else found

    def url(self, book_id: str) -> str:
        """The spreadsheetUrl."""
        return f"{self.base_url}/spreadsheets/d/{book_id}/edit"

    def text(self, name: str) -> str | None:
        """A query parameter, or None."""
        found = [value for key, value in self.query if key == name]
        return found[-1] if found else None

    def texts(self, name: str) -> list[str]:
        """All values of a repeated query parameter."""
        return [value for key, value in self.query if key == name]

    def flag(self, name: str) -> bool:
        """A boolean query parameter; refused if it is neither true nor false."""
        text = self.text(name)
        if text is None:
            return False
        lowered = text.lower()
        if lowered not in _TRUE | _FALSE:
            message = f"Invalid value at '{name}' (TYPE_BOOL), \"{text}\""
            raise RefusedError(message, violations=(message,))
        return lowered in _TRUE

    def check_query(self, known: frozenset[str]) -> None:
        """Refuses a query parameter that the method does not have."""
        for name, _ in self.query:
            if name not in known and name not in _COMMON:
                message = (
                    f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
                    f"parameter. Field '{name}' could not be found in request message."
                )
                raise RefusedError(message, violations=(message,))

    def check_body(self, known: frozenset[str]) -> None:
        """Refuses a body field that the method does not have."""
        for name in self.body:
            if name not in known:
                raise unknown_name(name, "")
