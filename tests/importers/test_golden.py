"""Every file in golden/ reads as its .json twin says, and exactly one format claims it.

The files are made up from the described layouts, none is a copy.  Name: ``<format>_<case>.csv``.
"""

import dataclasses
import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import pytest

from automations.importers import BANKS, MARKETPLACES
from automations.importers.reading import claimants, read_bytes
from automations.importers.rows import readings
from automations.workbook.arrivals import Arrival, MarketplaceArrival, StatementArrival

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.csv"))
REFERENCE = dt.date(2027, 1, 5)
KEYS = {each.key for each in BANKS} | {each.key for each in MARKETPLACES}


def plain(arrival: Arrival) -> dict[str, object]:
    """The arrival as JSON values, blanks left out."""
    if isinstance(arrival, MarketplaceArrival):
        lines = [
            {
                k: str(v) if isinstance(v, dt.date) else v
                for k, v in vars(line).items()
                if v not in (None, "")
            }
            for line in arrival.lines
        ]
        return {"channel": arrival.channel, "store": arrival.store, "lines": lines}
    return {
        key: value
        for key, value in json.loads(json.dumps(dataclasses.asdict(arrival), default=str)).items()
        if value is not None and key != "source"
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden_file_reads_as_its_twin(path: Path, update_golden: bool) -> None:
    found = plain(read_bytes(path.read_bytes(), source=path.name, reference_day=REFERENCE))
    twin = path.with_suffix(".json")
    if update_golden:
        twin.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(twin.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exactly_one_format_claims_it(path: Path) -> None:
    claims = [each.key for each, _ in claimants(readings(path.read_bytes()))]
    assert len(claims) == 1
    assert path.stem.startswith(claims[0])


def test_every_format_has_a_golden_file() -> None:
    assert {key for key in KEYS if any(path.stem.startswith(key) for path in FILES)} == KEYS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden_balances_join_up(path: Path) -> None:
    arrival = read_bytes(path.read_bytes(), source=path.name, reference_day=REFERENCE)
    if not isinstance(arrival, StatementArrival):
        return
    known = [line for line in arrival.lines if line.balance_sen is not None]
    for before, line in pairwise(known):
        assert before.balance_sen is not None
        assert before.balance_sen + line.amount_sen == line.balance_sen
    if arrival.opening_sen is not None and known:
        assert arrival.opening_sen + known[0].amount_sen == known[0].balance_sen
