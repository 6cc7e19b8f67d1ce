"""Words: jinja2 templates compiled once at start, from a sentence to its text.

Filters are the shop's ways to write money and time.  The sandbox and StrictUndefined hold for
every template, since a shop may change them.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from automations.errors import RekapinError
from automations.resources import sentences
from automations.workbook.job import Sentence, Words
from sheet_schema.amounts import format_rupiah, short_rupiah

_WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def words(lang: str) -> Words:
    """The function that renders sentences in *lang*; every template is compiled here, now."""
    environment = _environment(lang)
    try:
        compiled = {code: environment.from_string(text) for code, text in sentences(lang).items()}
    except TemplateError as error:
        raise RekapinError(f"a sentence of {lang} cannot be compiled: {error}") from error

    def render(sentence: Sentence) -> str:
        template = compiled.get(sentence.code)
        if template is None:
            raise RekapinError(f"no sentence {sentence.code!r} in templates/{lang}/sentences")
        params = {name: _text(value, render) for name, value in sentence.params}
        try:
            return template.render(params)
        except TemplateError as error:
            raise RekapinError(f"sentence {sentence.code!r} in {lang}: {error}") from error

    return render


def _text(value: object, render: Words) -> Any:
    if isinstance(value, Sentence):
        return render(value)
    if isinstance(value, tuple):
        return [_text(part, render) for part in value]
    return value


def _environment(lang: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters |= {
        "rp": format_rupiah,
        "short": short_rupiah,
        "day": lambda day: f"{day:%d/%m}",
        "date": lambda day: f"{day:%d/%m/%Y}",
        "clock": lambda moment: f"{moment:%H.%M}",
        "moment": lambda moment: f"{moment:%d/%m %H.%M}",
        "weekday": lambda day: _weekday(day, lang),
        "joined": _joined,
    }
    return environment


def _weekday(day: dt.date, lang: str) -> str:
    return _WEEKDAYS[lang][day.weekday()]


def _joined(parts: Iterable[object], between: str = ", ") -> str:
    return between.join(str(part) for part in parts)
