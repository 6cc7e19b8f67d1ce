"""Everything that talks to Google Sheets: the only package that knows gspread and google-auth."""

from automations.sheets_api.access import Access, bearer, key_file, machine_default
from automations.sheets_api.book import Reading, Strayed, Workbook
from automations.sheets_api.connect import Connection
from automations.sheets_api.fence import MachineState

__all__ = [
    "Access",
    "Connection",
    "MachineState",
    "Reading",
    "Strayed",
    "Workbook",
    "bearer",
    "key_file",
    "machine_default",
]
