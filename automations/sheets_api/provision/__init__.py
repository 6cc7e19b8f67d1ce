"""Builds and mends the workbook: one desired state, compared with what is there.

``read_state`` → ``plan_provision`` (pure) → ``provision`` sends what differs.  A second run on an
unchanged workbook sends nothing.
"""

from automations.sheets_api.provision.layout import ALL_MODULES
from automations.sheets_api.provision.plan import ProvisionPlan, Wishes, plan_provision
from automations.sheets_api.provision.send import Api, Report, provision, read_state
from automations.sheets_api.provision.state import SheetState, WorkbookState, state_of
from automations.sheets_api.provision.texts import Texts, texts_of

__all__ = [
    "ALL_MODULES",
    "Api",
    "ProvisionPlan",
    "Report",
    "SheetState",
    "Texts",
    "Wishes",
    "WorkbookState",
    "plan_provision",
    "provision",
    "read_state",
    "state_of",
    "texts_of",
]
