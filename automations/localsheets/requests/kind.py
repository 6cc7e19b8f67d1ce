"""The shape of a batchUpdate request kind, and what the kinds share."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from automations.localsheets import filters, ranges
from automations.localsheets.errors import RefusedError
from automations.localsheets.grid import Sheet
from automations.localsheets.ranges import Box
from automations.localsheets.work import Work

Json = dict[str, Any]
Handler = Callable[[Work, Json], Json]


@dataclass(frozen=True, slots=True)
class Kind:
    """One request kind: what applies it, and the fields it may have."""

    apply: Handler
    fields: frozenset[str]


def kind(apply: Handler, fields: str) -> Kind:
    """A kind from its handler and its field names, parted by blanks."""
    return Kind(apply, frozenset(fields.split()))


def box_of(work: Work, grid_range: Json) -> tuple[Sheet, Box]:
    """The tab and the cells of a GridRange; refused if it starts outside the grid."""
    sheet, area = filters.grid_target(work.book, grid_range)
    return sheet, ranges.inside(sheet, area)


def guarded(work: Work, grid_range: Json) -> tuple[Sheet, Box]:
    """The same, refused if the caller may not edit there."""
    sheet, box = box_of(work, grid_range)
    work.guard(sheet, box)
    return sheet, box


def required(body: Json, name: str) -> Any:
    """A field that must be there."""
    if name not in body:
        raise RefusedError(f"Must specify {name}.")
    return body[name]


def fields_of(body: Json) -> str:
    """The `fields` mask, which an update must have."""
    text = body.get("fields")
    if not text:
        raise RefusedError(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return str(text)


def fresh_id(taken: Iterable[int]) -> int:
    """A random positive 31-bit number that is not taken."""
    used = set(taken)
    while True:
        number = secrets.randbelow(2**31 - 2) + 1
        if number not in used:
            return number


def find_part(work: Work, part: str, key: str, wanted: int, label: str) -> tuple[Sheet, int]:
    """The tab and place of a thing by its id; refused if there is none."""
    for sheet in work.book.sheets:
        for at, item in enumerate(sheet.parts[part]):
            if item.get(key) == wanted:
                return sheet, at
    raise RefusedError(f"No {label} with id: {wanted}")


def ids_of(work: Work, part: str, key: str) -> list[int]:
    """The ids of all things of a kind in the book."""
    return [item[key] for sheet in work.book.sheets for item in sheet.parts[part]]
