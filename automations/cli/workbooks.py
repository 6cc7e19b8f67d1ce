"""Creating and building workbooks: what ``init`` and ``demo`` share."""

import platform
from dataclasses import dataclass

from automations.cli.opening import Place
from automations.config import Loaded
from automations.errors import ConfigError
from automations.resources import label_catalogues, template_tree
from automations.sheets_api.provision import (
    ALL_MODULES,
    Texts,
    Wishes,
    plan_provision,
    provision,
    read_state,
    texts_of,
)
from automations.state.memory import install_id
from automations.workbook.labels import labels_of
from automations.workbook.settings import Settings


@dataclass(frozen=True)
class Built:
    """What building took: requests sent (or, on a dry run, planned), and notes for the technician."""

    requests: int
    batches: int
    notes: tuple[str, ...]


def create_workbook(found: Place, title: str) -> str:
    """The id of a new spreadsheet named *title*; loopback only.

    Raises:
        ConfigError: a service account cannot create files at Google.

    """
    if not found.connection.base_url:
        raise ConfigError(
            "a service account cannot create spreadsheets at Google: make an empty one in your own "
            f"Drive, share it with {found.connection.account} as Editor, and put its id into config.yaml"
        )
    body = {"properties": {"title": title, "locale": "in_ID"}}
    answer = found.connection.write("", body, cause="create")
    return str(answer["spreadsheetId"])


def build(
    found: Place,
    loaded: Loaded,
    workbook: str,
    settings: Settings | None,
    *,
    repair: bool = False,
    dry_run: bool = False,
    modules: frozenset[str] = ALL_MODULES,
) -> Built:
    """Bring *workbook* to the schema; *settings* fill Pengaturan of a fresh one."""
    lang = loaded.config.lang
    wishes = Wishes(
        labels=labels_of(label_catalogues(), lang),
        texts=workbook_texts(lang),
        settings=settings or Settings(),
        bot_email=found.connection.account if "@" in found.connection.account else "",
        install_id=install_id(found.memory, platform.node()),
        zone=loaded.config.zone,
        modules=modules,
        repair=repair,
        reapply=repair,
    )
    if dry_run:
        plan = plan_provision(read_state(found.connection, workbook), wishes)
        return Built(len(plan.requests), 0, plan.notes)
    report = provision(found.connection, workbook, wishes)
    return Built(len(report.plan.requests), report.batches, report.notes)


def workbook_texts(lang: str) -> Texts:
    """Texts that ``init`` writes, from ``templates/<lang>``."""
    return texts_of(*(template_tree(lang, name) for name in ("workbook", "guide", "settings")))
