"""The practice shop of ``rekapin demo``: built, typed in, looked after."""

from automations.cli.embedded import OWNER
from automations.cli.opening import Place, open_shop
from automations.cli.output import Output
from automations.cli.practice import Typist, next_number
from automations.cli.reporting import tell
from automations.cli.signals import stop_event
from automations.cli.workbooks import build, create_workbook
from automations.clock import shop_clock
from automations.config import Loaded
from automations.errors import RekapinError
from automations.practice_shop import practice_shop
from automations.sheets_api.access import bearer
from automations.sheets_api.connect import Connection
from automations.state.folder import StateFolder
from automations.state.memory import Memory
from automations.workbook.settings import read_settings

_EVERY_S = 5.0


class Practice:
    """The practice shop while it is being looked after."""

    def __init__(
        self, loaded: Loaded, state: StateFolder, url: str, token: str, output: Output
    ) -> None:
        """Build the workbook, type the shop in, lay the files into the inbox."""
        now = shop_clock(loaded.config.zone)()
        self.output, self.token = output, token
        self.made_up = practice_shop(now.date(), at=now.time())
        place = Place(
            Connection(bearer(token, OWNER), base_url=url),
            state,
            Memory(state.memory),
            embedded=True,
        )
        self.next_number = next_number(self.made_up)
        rows = [(str(row["name"]), str(row["value"])) for row in self.made_up.rows["settings"]]
        settings, _ = read_settings([*rows, ("nomor_awal", self.next_number)])
        workbook = create_workbook(place, settings.shop_name)
        build(
            place,
            loaded,
            workbook,
            settings,
            repair=False,
            dry_run=False,
            modules=frozenset({"marketplace"}),
        )
        self.shop = open_shop(loaded, place, workbook)
        reading = self.shop.workbook.read(full=True, cause="practice")
        Typist(place.connection, workbook, self.shop.labels, reading).put(self.made_up)
        self.address = f"{reading.snapshot.address}#token={token}"
        loaded.inbox.mkdir(parents=True, exist_ok=True)
        (loaded.inbox / "mutasi-bca.csv").write_bytes(self.made_up.statement_csv)
        (loaded.inbox / "Order.all.xlsx").write_bytes(self.made_up.shopee_xlsx())

    def first_cycle(self) -> None:
        """Run one full cycle and print what changed and the owner's summary."""
        report = self.shop.cycle()
        tell(report, self.output, self.shop.labels)
        self.output.result("")
        self.output.result(self.output.text("demo.summary"))
        for line in self.shop.workbook.held["summary"]:
            if any(cell != "" for cell in line):
                self.output.result(drawn_line(line))
        counts = ", ".join(f"{cause} {n}" for cause, n in report.requests.items())
        self.output.result(self.output.text("demo.requests", counts=counts))
        self.output.result("")

    def four_things(self) -> None:
        """Print the four things to try, and where the page is."""
        say, output = self.output.text, self.output
        output.result(say("demo.try_these"))
        output.result(say("demo.try_fake", order=self.made_up.mistakes["fake_proof"]))
        output.result(say("demo.try_order", order=self.next_number, chat=self.made_up.chat_example))
        output.result(say("demo.try_paste", paste=self.made_up.paste_example))
        output.result(say("demo.try_answer", code=self._open_code()))
        output.result("")
        output.result(say("demo.address", url=self.address))

    def _open_code(self) -> str:
        """The question about an order not sent yet: taking that answer back leaves nothing."""
        order = f" {self.made_up.mistakes['paid_rounded']} "
        codes = [
            str(code)
            for code, what, *_ in self.shop.workbook.held["actions"]
            if str(code).startswith("M-") and order in str(what)
        ]
        return codes[0] if codes else "M-…"

    def go_on(self) -> None:
        """Cycle every 5 seconds until Ctrl+C or SIGTERM."""
        stop = stop_event()
        self.output.say("demo.going_on")
        while not stop.wait(_EVERY_S):
            try:
                report = self.shop.cycle()
            except RekapinError as error:
                self.output.fail(str(error))
                continue
            if report.changed:
                self.output.say(
                    "cycle",
                    cells=sum(report.changed.values()),
                    seconds=f"{report.seconds:.1f}",
                    findings=len(report.problems),
                )


def drawn_line(cells: tuple[object, ...]) -> str:
    """A line of Ringkasan as text: the first cell wide, figures to the right."""
    first, *rest = [str(cell) for cell in cells]
    return (
        (f"{first:<14}" + "".join(f"{cell:>8}" for cell in rest)).rstrip() if any(rest) else first
    )
