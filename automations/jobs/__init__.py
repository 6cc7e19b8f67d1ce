"""The jobs, in running order: each a pure function from tables to contents.

A new job is one module here and one line in ``JOBS``.
"""

from automations.jobs import (
    check_rows,
    count_stock,
    derive_status,
    file_statements,
    list_actions,
    list_problems,
    match_payments,
    number_orders,
    project_rows,
    recap_daily,
    recap_summary,
    reserve_stock,
)
from automations.workbook.job import Job

JOBS: tuple[Job, ...] = (
    check_rows.JOB,
    number_orders.JOB,
    file_statements.JOB,
    match_payments.JOB,
    reserve_stock.JOB,
    derive_status.JOB,
    count_stock.JOB,
    recap_daily.JOB,
    recap_summary.JOB,
    list_problems.JOB,
    list_actions.JOB,
    project_rows.JOB,
)
