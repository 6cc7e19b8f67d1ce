"""Columns of a table as numpy arrays: days and moments as whole numbers, counts with a mark."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: What a blank day or moment becomes; earlier than anything a shop has.
NEVER = int(np.datetime64("NaT").astype(np.int64))


def day_numbers(series: "pd.Series[Any]") -> Ints:
    """Days since 1970-01-01 of a day or moment column; a blank is ``NEVER``."""
    return series.to_numpy().astype("datetime64[D]").astype(np.int64)


def whole(series: "pd.Series[Any]", blank: int = 0) -> Ints:
    """An int column; a blank becomes *blank*, which the caller chooses knowingly."""
    return series.to_numpy(dtype=np.int64, na_value=blank)


def filled(series: "pd.Series[Any]") -> Flags:
    """Where a text, day or number column is not blank."""
    if series.dtype == object:
        return np.fromiter((bool(v) for v in series.tolist()), bool, len(series))
    return series.notna().to_numpy()


def first_known(*days: Ints) -> Ints:
    """Row by row the first of *days* that is not blank."""
    known = days[0]
    for other in days[1:]:
        known = np.where(known == NEVER, other, known)
    return known


def join(keys: "pd.Series[Any]", wanted: "pd.Series[Any]") -> Ints:
    """For each of *wanted* its row in *keys*, -1 where it is not there; the first of equals."""
    index = pd.Index(keys)
    if not index.is_unique:
        places: dict[Any, int] = {}
        for at, key in enumerate(keys.tolist()):
            places.setdefault(key, at)
        return np.fromiter((places.get(key, -1) for key in wanted.tolist()), np.int64, len(wanted))
    found: Ints = index.get_indexer(pd.Index(wanted)).astype(np.int64)
    return found
