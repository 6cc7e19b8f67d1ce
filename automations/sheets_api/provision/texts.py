"""The words that ``init`` writes besides headers: ``templates/<lang>/{workbook,guide,settings}``."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automations.sheets_api.projections import FormulaWords
from sheet_schema.cells import Cell
from sheet_schema.days import serial


@dataclass(frozen=True)
class GuideTexts:
    """Panduan: rows 1 to 18, the calculator's labels at rows 19 to 29, the rest from row 31."""

    first: tuple[str, ...]
    rest: tuple[str, ...]
    title: str
    labels: tuple[str, ...]
    hint: str
    links: Mapping[str, str]  #: tab key → what the tab is for


@dataclass(frozen=True)
class PasteTexts:
    """The fixed words of a paste tab: A1, A2 and A4."""

    instruction: str
    account: str
    here: str


@dataclass(frozen=True)
class SettingTexts:
    """The two columns beside a setting."""

    unit: str
    explanation: str


@dataclass(frozen=True)
class Texts:
    """Everything ``init`` writes in the workbook's language."""

    formulas: FormulaWords
    paste: PasteTexts
    cash_accounts: tuple[str, ...]
    chart_title: str
    samples: Mapping[str, Mapping[str, Cell]]  #: tab key → column key → cell
    guide: GuideTexts
    settings: Mapping[str, SettingTexts]


def texts_of(
    workbook: Mapping[str, Any], guide: Mapping[str, Any], settings: Mapping[str, Any]
) -> Texts:
    """``Texts`` of three parsed template files; a missing entry is a ``KeyError``."""
    return Texts(
        FormulaWords(**workbook["formulas"]),
        PasteTexts(**workbook["paste_bank"]),
        tuple(workbook["lists"]["cash_accounts"]),
        workbook["chart"]["title"],
        {
            tab: {key: _cell(value) for key, value in row.items()}
            for tab, row in workbook["samples"].items()
        },
        GuideTexts(
            tuple(guide["first"]),
            tuple(guide["rest"]),
            guide["calculator"]["title"],
            tuple(guide["calculator"]["labels"]),
            guide["calculator"]["hint"],
            dict(guide["links"]),
        ),
        {name: SettingTexts(**texts) for name, texts in settings.items()},
    )


def _cell(value: Cell | dt.date) -> Cell:
    return serial(value) if isinstance(value, dt.date) else value
