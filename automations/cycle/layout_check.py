"""What a reading warns of before anything is written: a newer layout, a restored or slow workbook."""

import logging
from collections.abc import Mapping
from typing import Any

from automations.errors import WorkbookError
from automations.sheets_api.book import Reading
from automations.sheets_api.provision.state import SCHEMA_KEY
from sheet_schema.tabs import SCHEMA_VERSION

_LOG = logging.getLogger(__name__)
SLOW_S = 10  #: seconds of one request above which the formulas of the workbook are heavy


def check_layout(listed: Mapping[str, Any]) -> None:
    """Raise ``WorkbookError`` where *listed* (``spreadsheets.get``) shows a newer schema than ours."""
    versions = [
        int(note["metadataValue"])
        for note in listed.get("developerMetadata", ())
        if note.get("metadataKey") == SCHEMA_KEY and str(note.get("metadataValue", "")).isdecimal()
    ]
    if versions and max(versions) > SCHEMA_VERSION:
        raise WorkbookError(
            f"the workbook has layout {max(versions)}, this program knows {SCHEMA_VERSION}: "
            "install the newer rekapin on this machine"
        )


def tell(reading: Reading) -> None:
    """Log what the technician should know of *reading*."""
    if reading.rolled_back:
        _LOG.warning(
            "an old version of the workbook was restored: nothing is written until it is settled"
        )
    if reading.slowest_s > SLOW_S:
        _LOG.warning(
            "a request took %.0f s: the formulas of the workbook are heavy", reading.slowest_s
        )
