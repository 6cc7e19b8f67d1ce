"""Why a file is not taken: one exception, carried to people as a ``RefusedFile`` value."""

from automations.errors import StatementError
from automations.workbook.arrivals import RefusedFile


class UnusableFileError(StatementError):
    """A file is refused whole; ``code`` names the sentence ``file.<code>``, *detail* its words.

    Codes: line_unreadable, cell_changed, footer_disagrees, column_missing, money_damaged,
    total_disagrees, order_disagrees, empty, unknown_format, two_formats, and those of the inbox.
    """

    def __init__(self, code: str, detail: str = "", *, line: int | None = None) -> None:
        """Keep *code* and *detail*; *line* counts from 1 as an editor does."""
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}" if detail else code, line=line)

    def refused(self, source: str) -> RefusedFile:
        """The same as a value, for the file *source*."""
        return RefusedFile(source, self.line, self.code, self.detail)
