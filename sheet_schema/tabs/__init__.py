"""The workbook: its tabs in phone order, and the tables that jobs hand to one another.

A new tab is one module here, one line in ``WORKBOOK``, and its labels.
"""

from sheet_schema.model import SheetRow
from sheet_schema.tabs.actions import ACTIONS
from sheet_schema.tabs.bank_transactions import BANK_LEDGER, BANK_TRANSACTIONS
from sheet_schema.tabs.cash_entries import CASH_ENTRIES
from sheet_schema.tabs.confirmations import CONFIRMATIONS
from sheet_schema.tabs.dropdown_lists import DROPDOWN_LISTS
from sheet_schema.tabs.guide import GUIDE
from sheet_schema.tabs.line_results import LINE_RESULTS
from sheet_schema.tabs.log import LOG
from sheet_schema.tabs.machine import MACHINE
from sheet_schema.tabs.marketplace_orders import MARKETPLACE_ORDERS
from sheet_schema.tabs.order_book import ORDER_BOOK
from sheet_schema.tabs.order_facts import ORDER_FACTS, ORDER_LINES
from sheet_schema.tabs.order_prices import ORDER_PRICES
from sheet_schema.tabs.order_results import ORDER_RESULTS
from sheet_schema.tabs.order_statuses import ORDER_MONEY, ORDER_STATUSES
from sheet_schema.tabs.orders import ORDERS
from sheet_schema.tabs.paste_bank import PASTE_BANK
from sheet_schema.tabs.payment_matches import PAYMENT_MATCHES
from sheet_schema.tabs.price_lookup import PRICE_LOOKUP
from sheet_schema.tabs.problems import PROBLEMS
from sheet_schema.tabs.products import PRODUCTS
from sheet_schema.tabs.ready_to_ship import READY_TO_SHIP
from sheet_schema.tabs.recap_daily import RECAP_DAILY
from sheet_schema.tabs.settings import SETTINGS
from sheet_schema.tabs.stock_demand import STOCK_DEMAND
from sheet_schema.tabs.stock_levels import STOCK_LEVELS
from sheet_schema.tabs.stock_movements import STOCK_MOVEMENTS
from sheet_schema.tabs.summary import SUMMARY
from sheet_schema.tabs.summary_chart import SUMMARY_CHART
from sheet_schema.tabs.team import TEAM

#: Version of this layout, kept in the workbook; a newer one makes an older program refuse.
SCHEMA_VERSION = 1

WORKBOOK: tuple[type[SheetRow], ...] = (
    SUMMARY,
    ACTIONS,
    ORDERS,
    READY_TO_SHIP,
    PRODUCTS,
    STOCK_MOVEMENTS,
    CASH_ENTRIES,
    PASTE_BANK,
    BANK_TRANSACTIONS,
    CONFIRMATIONS,
    RECAP_DAILY,
    GUIDE,
    SETTINGS,
    TEAM,
    STOCK_LEVELS,
    PAYMENT_MATCHES,
    PROBLEMS,
    MARKETPLACE_ORDERS,
    ORDER_RESULTS,
    LINE_RESULTS,
    PRICE_LOOKUP,
    MACHINE,
    ORDER_BOOK,
    ORDER_PRICES,
    LOG,
    SUMMARY_CHART,
    DROPDOWN_LISTS,
)

MEMORY: tuple[type[SheetRow], ...] = (
    ORDER_FACTS,
    ORDER_LINES,
    BANK_LEDGER,
    ORDER_MONEY,
    STOCK_DEMAND,
    ORDER_STATUSES,
)

TABS = {tab.tab_key: tab for tab in WORKBOOK + MEMORY}

__all__ = [
    "ACTIONS",
    "BANK_LEDGER",
    "BANK_TRANSACTIONS",
    "CASH_ENTRIES",
    "CONFIRMATIONS",
    "DROPDOWN_LISTS",
    "GUIDE",
    "LINE_RESULTS",
    "LOG",
    "MACHINE",
    "MARKETPLACE_ORDERS",
    "MEMORY",
    "ORDERS",
    "ORDER_BOOK",
    "ORDER_FACTS",
    "ORDER_LINES",
    "ORDER_MONEY",
    "ORDER_PRICES",
    "ORDER_RESULTS",
    "ORDER_STATUSES",
    "PASTE_BANK",
    "PAYMENT_MATCHES",
    "PRICE_LOOKUP",
    "PROBLEMS",
    "PRODUCTS",
    "READY_TO_SHIP",
    "RECAP_DAILY",
    "SCHEMA_VERSION",
    "SETTINGS",
    "STOCK_DEMAND",
    "STOCK_LEVELS",
    "STOCK_MOVEMENTS",
    "SUMMARY",
    "SUMMARY_CHART",
    "TABS",
    "TEAM",
    "WORKBOOK",
]
