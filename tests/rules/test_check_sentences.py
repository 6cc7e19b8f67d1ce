"""The texts of findings and rows: both languages say the same things of the same values."""

from jinja2 import Environment, meta

from automations.render import words
from automations.resources import sentences
from automations.workbook.job import Sentence

_MINE = ("problem.", "problems.", "actions.", "action.", "row.")


def _variables(lang: str) -> dict[str, set[str]]:
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(
        ("rp", "short", "day", "date", "clock", "moment", "weekday", "joined"), str
    )
    return {
        code: meta.find_undeclared_variables(environment.parse(text))
        for code, text in sentences(lang).items()
        if code.startswith(_MINE)
    }


def test_both_languages_take_the_same_values_in_every_sentence() -> None:
    assert _variables("id") == _variables("en")


def test_a_status_leads_with_the_sign_of_its_worst_finding() -> None:
    say = words("id")
    told = Sentence.of("problem.C02")

    signs = {
        level: say(Sentence.of("row.status", level=level, message=told, status="LUNAS", more=1))
        for level in ("excludes", "stop", "look", "fill")
    }

    rest = " Alamat belum ada kecamatan/kotanya · LUNAS (+1)"
    assert signs == {
        "excludes": "⛔" + rest,
        "stop": "⛔" + rest,
        "look": "⚠" + rest,
        "fill": "✍" + rest,
    }
