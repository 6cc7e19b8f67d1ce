"""Files to values: the formats of banks and marketplaces, and how their lines are told apart.

A new bank is one module ``bank_<name>.py`` and one word here.
"""

from automations.importers import bank_bca, marketplace_shopee
from automations.importers.statement import StatementFormat

BANKS: tuple[StatementFormat, ...] = (*bank_bca.FORMATS,)
MARKETPLACES = (marketplace_shopee.FORMAT,)
