"""Formulas read back."""

import pytest

from automations.sheets_api.links import with_semicolons


@pytest.mark.parametrize(
    ("read", "sent"),
    [
        ('=HYPERLINK("http://x?a=1,2","N1, ↗")', '=HYPERLINK("http://x?a=1,2";"N1, ↗")'),
        ("=MATCH(1,'Pesanan, lama'!A:A,0)", "=MATCH(1;'Pesanan, lama'!A:A;0)"),
        ('=IF(A1="a""b,c",1)', '=IF(A1="a""b,c";1)'),
        ("Budi, Bandung", "Budi, Bandung"),
        (12, 12),
    ],
)
def test_commas_between_arguments_become_semicolons(read: str | int, sent: str | int) -> None:
    assert with_semicolons(read) == sent
