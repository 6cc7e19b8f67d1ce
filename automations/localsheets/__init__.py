"""A server on 127.0.0.1 that speaks the Google Sheets v4 REST API and the needed Drive v3.

It knows no shop and shares no code with any client. `LocalSheets` runs it in a thread, `serve`
until SIGTERM. What differs from Google is listed in docs/localsheets.md.
"""

from automations.localsheets.errors import InUseError
from automations.localsheets.faults import Faults, Rule
from automations.localsheets.recording import Recorded, RequestLog
from automations.localsheets.server import LocalSheets, new_token, serve

__all__ = [
    "Faults",
    "InUseError",
    "LocalSheets",
    "Recorded",
    "RequestLog",
    "Rule",
    "new_token",
    "serve",
]
