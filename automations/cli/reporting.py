"""A cycle's report for people: what changed, what was found, what could not be done."""

from collections.abc import Iterator
from typing import Any

from automations.cli.output import Output
from automations.cycle.shop import Report
from automations.workbook.job import urgency
from automations.workbook.labels import Labels

_SHOWN = 8


def tell(report: Report, output: Output, labels: Labels, *, planned: bool = False) -> None:
    """Print *report*: result lines to stdout, faults to stderr."""
    for refused in report.refused:
        output.fail(refusal(refused, output))
    for source, lines in report.imported.items():
        output.say("file_read", file=source, lines=lines)
    for skipped in report.skipped:
        output.fail(output.text("job_skipped", job=skipped.job, because=skipped.because))
        output.note(skipped.trace)
    for line in changes(report, output, labels, planned=planned):
        output.result(line)
    for line in findings(report, output):
        output.result(line)


def refusal(refused: Any, output: Output) -> str:
    """Why a file was refused: file, line, reason."""
    where = (
        f"{refused.source}, {output.text('line', number=refused.line_no)}"
        if refused.line_no
        else refused.source
    )
    return f"{where}: {refused.reason} {refused.detail}".rstrip()


def changes(report: Report, output: Output, labels: Labels, *, planned: bool) -> Iterator[str]:
    """One line per tab whose cells changed, or one that nothing did."""
    if not report.changed:
        yield output.text("no_change")
        return
    code = "tab_planned" if planned else "tab_written"
    for tab, cells in sorted(report.changed.items(), key=lambda item: -item[1]):
        yield output.text(code, tab=labels.titles.get(tab, tab), cells=cells)


def findings(report: Report, output: Output) -> Iterator[str]:
    """The number of findings, and the worst of them."""
    if not report.problems:
        yield output.text("no_findings")
        return
    yield output.text(
        "findings", number=len(report.problems), shown=min(_SHOWN, len(report.problems))
    )
    for problem in sorted(report.problems, key=urgency)[:_SHOWN]:
        yield f"  {problem.code} {problem.key}: {output.words(problem.sentence)}"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values for ``--json``."""
    return {
        "at": report.at.isoformat(),
        "seconds": round(report.seconds, 3),
        "full": report.full,
        "changed": report.changed,
        "problems": [
            {
                "code": p.code,
                "level": p.level.value,
                "tab": p.tab,
                "key": p.key,
                "row": p.row,
                "column": p.column,
            }
            for p in report.problems
        ],
        "actions": len(report.actions),
        "skipped": [{"job": s.job, "because": s.because} for s in report.skipped],
        "refused": [
            {"file": r.source, "line": r.line_no, "reason": r.reason, "detail": r.detail}
            for r in report.refused
        ],
        "imported": report.imported,
        "requests": report.requests,
    }
