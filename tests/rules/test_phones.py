"""Phone numbers: what is one number, in canonical form, and what is not."""

import pytest

from automations.rules.phones import canonical_phone, shown_phone

SAME = ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", "81234567890", "(+62)81234567890",
        "'081234567890", "0812.3456.7890", "+62 0812-3456-7890"]  # fmt: skip
NONE = ["", "0812***7890", "0812345", "081234567", "08123456789012345", "081234567890/085712345678",
        "halo", "12345678901", "0812 3456 789O", "٠٨١٢٣٤٥٦٧٨٩٠"]  # fmt: skip


@pytest.mark.parametrize("typed", SAME)
def test_every_usual_spelling_is_the_same_number(typed: str) -> None:
    assert canonical_phone(typed) == "6281234567890"


@pytest.mark.parametrize("typed", NONE)
def test_anything_else_is_no_number(typed: str) -> None:
    assert canonical_phone(typed) == ""


def test_a_number_is_shown_with_its_zero() -> None:
    assert shown_phone("6281234567890") == "081234567890"
