"""Serial numbers of Sheets: days since 1899-12-30, in the spreadsheet's own zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serials have no zone
_SECONDS = 86_400


def serial(moment: datetime, zone: str) -> float:
    """The serial of a moment; an aware one is first carried to the zone, a naive one is local."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(_zone(zone)).replace(tzinfo=None)
    return (moment - _EPOCH) / timedelta(days=1)


def moment_of(number: float) -> datetime | None:
    """The naive date and time of a serial, to the second; None outside the calendar."""
    try:
        return _EPOCH + timedelta(seconds=round(number * _SECONDS))
    except OverflowError:
        return None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def zone_exists(name: str) -> bool:
    """True for a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
