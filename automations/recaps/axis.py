"""A run of days and sums over it; what is not known stays not known."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: What a blank day becomes; earlier than anything a shop has.
NEVER = int(np.datetime64("NaT").astype(np.int64))


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return int(np.datetime64(day, "D").astype(np.int64))


def date_of(number: int) -> dt.date:
    """The day of a number of days since 1970-01-01."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=number)


def day_numbers(series: "pd.Series[Any]") -> Ints:
    """Days since 1970-01-01 of a day or moment column; a blank is ``NEVER``."""
    return series.to_numpy().astype("datetime64[D]").astype(np.int64)


def amounts(series: "pd.Series[Any]") -> Floats:
    """An int column as exact floats; a blank is NaN."""
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def texts(series: "pd.Series[Any]") -> npt.NDArray[np.object_]:
    """A text column."""
    return series.to_numpy(dtype=object)


def truths(series: "pd.Series[Any]") -> Flags:
    """A bool column."""
    return series.to_numpy(dtype=bool)


def join(keys: "pd.Series[Any]", wanted: "pd.Series[Any]") -> Ints:
    """For each of *wanted* its row in *keys*, -1 where it is not there; keys are unique."""
    found: Ints = pd.Index(keys).get_indexer(pd.Index(wanted)).astype(np.int64)
    return found


def at_or(values: npt.NDArray[Any], places: Ints, blank: object) -> npt.NDArray[Any]:
    """*values* at *places*, *blank* where the place is -1."""
    tail = np.empty(1, values.dtype)
    tail[0] = blank
    return np.append(values, tail)[places]


@dataclass(frozen=True)
class Axis:
    """The days from *first* on, *size* of them."""

    first: int
    size: int

    @classmethod
    def over(cls, days: Iterable[Ints], *also: int) -> "Axis":
        """The shortest axis that holds all known *days*."""
        known = [run[run != NEVER] for run in days]
        ends = [int(end) for run in known if len(run) for end in (run.min(), run.max())]
        low, high = min([*ends, *also]), max([*ends, *also])
        return cls(low, high - low + 1)

    def sums(self, day: Ints, weights: Floats | Ints | None = None) -> Floats:
        """Sum of *weights* (or how many) per day; NaN in, NaN out; blank days fall away."""
        known = day != NEVER
        own = None if weights is None else weights[known]
        return np.bincount(day[known] - self.first, weights=own, minlength=self.size).astype(float)

    def span(self, day: Ints) -> Flags:
        """The days from the first to the last of *day*: where its source says something."""
        known = day[day != NEVER]
        every = np.arange(self.first, self.first + self.size)
        if not len(known):
            return np.zeros(self.size, bool)
        reached: Flags = (every >= known.min()) & (every <= known.max())
        return reached


def known_where(sums: Floats, known: Flags) -> Floats:
    """*sums* with NaN where the source says nothing of the day and nothing was summed."""
    return np.where(known | (sums != 0), sums, np.nan)
