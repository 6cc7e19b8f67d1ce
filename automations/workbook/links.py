"""The *Buka* link: a HYPERLINK that finds the row of a key when it is clicked.

MATCH counts from the anchor, which a row inserted above row 1 moves: hence ``+ROW(…)-1``
(workbook.md 3).  A key with any other sign than those of ``Code`` leads to the tab only.
"""

from automations.workbook.job import Context
from sheet_schema.cells import KEY_SIGNS


def quoted_title(title: str) -> str:
    """A tab's title as a formula names it."""
    return "'" + title.replace("'", "''") + "'"


def open_link(ctx: Context, tab: str, key: str) -> str | None:
    """The formula that opens *tab* at the row of *key*; ``None`` where the tab is not known."""
    if not ctx.address or tab not in ctx.sheet_ids:
        return None
    gid, letter = ctx.sheet_ids[tab], ctx.key_letters.get(tab, "A")
    page = f"{ctx.address}?gid={gid}#gid={gid}"
    safe = "".join(sign for sign in key if sign in KEY_SIGNS)
    if safe != key or not key or tab not in ctx.key_letters:
        return f'=HYPERLINK("{page}";"{safe or ctx.titles.get(tab, tab)} ↗")'
    title = quoted_title(ctx.titles[tab])
    row = f'(MATCH("{key}";{title}!${letter}$1:${letter};0)+ROW({title}!${letter}$1)-1)'
    return f'=IFERROR(HYPERLINK("{page}&range={letter}"&{row};"{key} ↗");"{key}")'
