"""_Baris: what rows without a key column look up by their own text (workbook tab 43); A:I fixed."""

from dataclasses import dataclass
from typing import ClassVar

from sheet_schema.cells import Sentenced, Text
from sheet_schema.model import Column, SheetRow, Writer, col, optional


@dataclass(frozen=True)
class LineResult(SheetRow):
    """Results of one staff row; the key is the tab key and the row's key cells joined by ``|``."""

    tab_key: ClassVar[str] = "line_results"
    writer: ClassVar[Writer] = Writer.BOT
    primary_key: ClassVar[tuple[str, ...]] = ("key",)

    key: Column[str] = col(Text())
    tab: Column[str] = col(Text())
    check: Column[object] = optional(Sentenced())
    extra_1: Column[object] = optional(Sentenced())
    extra_2: Column[object] = optional(Sentenced())
    extra_3: Column[object] = optional(Sentenced())
    extra_4: Column[object] = optional(Sentenced())
    extra_5: Column[object] = optional(Sentenced())
    extra_6: Column[object] = optional(Sentenced())


LINE_RESULTS = LineResult
