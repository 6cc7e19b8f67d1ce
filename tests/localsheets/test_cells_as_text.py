"""Typed text becomes values by locale, and values become the text that people see."""

import datetime as dt
from typing import Any

import pytest

from automations.localsheets.entered import entered
from automations.localsheets.formulas import CellError
from automations.localsheets.locales import locale_of
from automations.localsheets.rendering import formatted

TODAY = dt.datetime(2026, 11, 25)


def typed(text: str, locale: str) -> Any:
    found = entered(text, locale_of(locale), plain_text=False, now=lambda: TODAY)
    return found.formula if found.formula is not None else found.value


@pytest.mark.parametrize(
    ("text", "indonesian", "american"),
    [
        ("1.500.000", 1_500_000, "1.500.000"),
        ("1,500,000", "1,500,000", 1_500_000),
        ("1,5", 1.5, "1,5"),
        ("21/11/2026", 46347, "21/11/2026"),
        ("11/21/2026", "11/21/2026", 46347),
        ("2026-11-21", 46347, 46347),
        ("21 Nov 2026", 46347, 46347),
        ("3 Mei 2026", 46145, "3 Mei 2026"),
        ("21/11", 46347, "21/11"),
        ("12.30", 750 / 1440, 12.3),
        ("1.5", 46143, 1.5),
        ("12:30", 750 / 1440, 750 / 1440),
        ("Rp150.000", 150_000, "Rp150.000"),
        ("$1,200.50", "$1,200.50", 1200.5),
        ("12%", 0.12, 0.12),
        ("0812", 812, 812),
        ("-5", -5, -5),
        ("8,1E+11", 810_000_000_000, "8,1E+11"),
        ("'0812", "0812", "0812"),
        ("true", True, True),
        ("=1+1", "=1+1", "=1+1"),
        ("=", "=", "="),
        ("31/02/2026", "31/02/2026", "31/02/2026"),
        ("", None, None),
        (" teks ", " teks ", " teks "),
        ("1e400", "1e400", "1e400"),
    ],
)
def test_typed_text_is_read_by_the_locale(text: str, indonesian: Any, american: Any) -> None:
    found = typed(text, "in_ID"), typed(text, "en_US")

    assert [(type(one), one) for one in found] == [
        (type(one), one) for one in (indonesian, american)
    ]


@pytest.mark.parametrize("text", ["0812", "=1+1", "21/11/2026", "TRUE", "'x"])
def test_a_plain_text_cell_keeps_what_is_typed(text: str) -> None:
    found = entered(text, locale_of("in_ID"), plain_text=True, now=lambda: TODAY)

    assert (found.value, found.formula, found.number_format) == (text, None, None)


@pytest.mark.parametrize(
    ("value", "kind", "pattern", "shown"),
    [
        (1_500_000, None, None, "1500000"),
        (1.5, None, None, "1,5"),
        (0.1 + 0.2, None, None, "0,3"),
        (8.1e17, None, None, "8,1E+17"),
        (1_500_000, "NUMBER", "#,##0", "1.500.000"),
        (-1_500_000, "CURRENCY", '"Rp"#,##0', "-Rp1.500.000"),
        (-1500, "CURRENCY", '"Rp"#,##0;("Rp"#,##0)', "(Rp1.500)"),
        (0, "NUMBER", '#,##0;-#,##0;"-"', "-"),
        (0.125, "PERCENT", "0.0%", "12,5%"),
        (1234.5, "NUMBER", "0.00", "1234,50"),
        (2.5, "NUMBER", "0", "3"),
        (-0.4, "NUMBER", "0", "0"),
        (7, "NUMBER", "000", "007"),
        (12345, "SCIENTIFIC", "0.00E+00", "1,23E+04"),
        (46347, "DATE", "dd/MM/yyyy", "21/11/2026"),
        (46347, "DATE", "ddd, d mmm yy", "Sab, 21 Nov 26"),
        (46347.5104166667, "DATE_TIME", "d/m hh:mm", "21/11 12:15"),
        (0.75, "TIME", "h:mm am/pm", "6:00 PM"),
        (0.0104166667, "TIME", "mm:ss", "15:00"),
        (46347, "DATE", None, "21/11/2026"),
        (True, "NUMBER", "0", "TRUE"),
        ("teks", "NUMBER", "0", "teks"),
        (CellError("#N/A", "tidak ada"), None, None, "#N/A (tidak ada)"),
        (812, "TEXT", "@", "812"),
    ],
)
def test_a_value_is_shown_by_its_format_in_indonesian(
    value: Any, kind: str | None, pattern: str | None, shown: str
) -> None:
    number_format = None if kind is None else {"type": kind, "pattern": pattern}

    assert formatted(value, number_format, locale_of("in_ID")) == shown
