"""The five questions of ``init``; not at a terminal nothing is asked and defaults hold."""

from dataclasses import dataclass, replace

from automations.cli.output import Output
from automations.workbook.settings import Settings, read_settings


@dataclass(frozen=True)
class Answers:
    """What the installer was told."""

    settings: Settings
    existing: bool = False  #: an old shop: its sheet is adopted later

    @property
    def shop_name(self) -> str:
        """Also the spreadsheet's title."""
        return self.settings.shop_name


def answers(output: Output, *, terminal: bool) -> Answers:
    """The answers of a person at the terminal, or the defaults."""
    if not terminal:
        return Answers(Settings())
    defaults = Settings()
    name = _ask(output, "shop_name", defaults.shop_name)
    account = _ask(output, "account", "")
    codes = _ask(output, "unique_codes", "ya")
    profit = _ask(output, "see_profit", "pemilik")
    existing = _ask(output, "existing", "baru")
    rows = [("nama_toko", name), ("rekening", account), ("kode_unik", codes)]
    settings, unusable = read_settings(rows)
    for value in unusable.values():
        output.fail(value)
    return Answers(replace(settings, staff_see_profit=profit == "semua"), existing == "lama")


def _ask(output: Output, question: str, default: str) -> str:
    prompt = output.text("question", question=output.text(f"ask.{question}"), default=default)
    return input(prompt).strip() or default
