"""Who paid, and which references a description carries."""

import pytest

from automations.importers.description import Reading, read_description


@pytest.mark.parametrize(
    ("text", "party", "reference"),
    [
        ("TRSF E-BANKING CR 2011/FTSCY/WS95051 150123.00N4217 BUDI SANTOSO", "BUDI SANTOSO", "N4217"),
        ("TRSF E-BANKING CR 2011/FTSCY/WS95051 150123.00BUDI SANTOSO", "BUDI SANTOSO", ""),
        ("TRSF E-BANKING CR 20/11 95051 bayar nota N4217 Siti", "SITI", "95051 N4217"),
        ("TRSF E-BANKING CR 2011/FTSCY/WS95051 150123.00 BAYAR KAOS", "KAOS", ""),
        ("BI-FAST CR BIF TRANSFER TANGGAL :20/11 TRANSFER DR 008 SITI NUR HALIZA", "SITI NUR HALIZA", ""),
        ("SWITCHING CR TRANSFER DR 009 RATNA DEWI", "RATNA DEWI", ""),
        ("KR OTOMATIS LLG-MANDIRI CV MAJU JAYA", "CV MAJU JAYA", ""),
        ("KR OTOMATIS MID : 885000123456 MELATI STORE TGH: 5 DDR: 1", "", "885000123456"),
        ("MCM InhouseTrf DARI AGUS SALIM", "AGUS SALIM", ""),
        ("BIAYA ADM", "", ""),
        ("SETORAN TUNAI", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_description_names_party_and_reference(text: str, party: str, reference: str) -> None:
    assert read_description(text) == Reading(party, reference)
