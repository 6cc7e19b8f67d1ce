"""The usual level of a weekday, so that one day can be judged; too few days give none."""

from dataclasses import dataclass

import numpy as np

from automations.recaps.axis import NEVER, Floats, Ints

ENOUGH = 3  #: days of one weekday from which a level may be told
WEEKS = 8
_DAY_S = 86400


@dataclass(frozen=True)
class Takings:
    """Omzet with its moment: chat orders and marketplace rows alike."""

    day: Ints
    moment: Ints  #: second since 1970, ``NEVER`` where only the day is known
    revenue: Floats


def usual_level(
    takings: Takings, day: int, begin: int | None, until_hour: int | None
) -> int | None:
    """Median omzet of the last eight equal weekdays before *day*; ``None`` under three such days, or at 0.

    With *until_hour* each day is taken up to that hour; a day with a sale whose hour is not
    known says nothing then.
    """
    if begin is None:
        return None
    levels = []
    for week in range(1, WEEKS + 1):
        other = day - 7 * week
        if other < begin:
            break
        own = takings.day == other
        revenue, moment = takings.revenue[own], takings.moment[own]
        if until_hour is not None:
            inside = (moment != NEVER) & (moment // _DAY_S == other)
            if not inside.all():
                continue
            revenue = revenue[moment % _DAY_S < until_hour * 3600]
        levels.append(float(np.nansum(revenue)))
    usual = round(float(np.median(levels))) if len(levels) >= ENOUGH else 0
    return usual or None
