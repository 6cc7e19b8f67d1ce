"""Pengaturan: values read by name, a bad one leaves the last good one in force."""

from dataclasses import replace

import pytest

from automations.workbook.settings import DECLARED, Settings, read_settings, setting_value


def test_a_bad_value_keeps_the_last_good_one_and_is_told() -> None:
    last = replace(Settings(), payment_due_hours=48)

    settings, unusable = read_settings(
        [("batas_bayar_jam", "dua hari"), ("kode_unik", "tidak")], last
    )

    assert settings.payment_due_hours == 48
    assert settings.unique_codes is False
    assert unusable == {"batas_bayar_jam": "dua hari"}


def test_a_blank_value_is_the_default_again() -> None:
    last = replace(Settings(), payment_due_hours=48)

    assert read_settings([("batas_bayar_jam", "")], last)[0].payment_due_hours == 24


@pytest.mark.parametrize("hours", ["8", "25.00-26.00", "pagi"])
def test_bad_opening_hours_keep_both_ends(hours: str) -> None:
    settings, unusable = read_settings([("jam_buka", hours)])

    assert (settings.opens_at, settings.closes_at) == (Settings().opens_at, Settings().closes_at)
    assert unusable == {"jam_buka": hours}


def test_what_pengaturan_shows_is_read_back_as_it_was() -> None:
    rows = [
        ("rekening", "BCA 1234567890 MELATI SARI"),
        ("mulai_pakai", "01/11/2026"),
        ("bukti_uang", "harus_mutasi"),
    ]
    settings, _ = read_settings(rows)

    again, unusable = read_settings([(d.name, setting_value(d.name, settings)) for d in DECLARED])

    assert (again, unusable) == (settings, {})
