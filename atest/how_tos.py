"""Run the examples of docs/how-to/ on the demo's shop and its simulated phone, healthy and with the fault of the page.

A comment `<!-- file: tests/order.robot -->` names the file in the block that follows. A `console` block contains
commands and what they print. Of a robot run, it shows the tests, their messages and the line `Quash:`. The first
`console` block runs on a healthy shop, the others with the faults in `PAGES`. The pages show the address
`http://127.0.0.1:8080`; it is replaced by the real one. `python -m atest.how_tos` writes the pages.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import httpx

from atest.phones import UI_VARIABLES
from atest.tutorial import Terminal, with_output
from demo import node, servers
from demo.shop import business
from demo.shop.server import TEST_TOKEN, TOKEN_VARIABLE, ShopServer

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "how-to"
START = Path(__file__).with_name("how_to_start.robot")
EMAIL, PHONE, PASSWORD = "ada@shop.example", "+491701234567", "obvious-test-password"
LATE_SECONDS = 3.0
RESERVED = ("anna@shop.example", "ben@shop.example")

_BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n\n?)?```(?P<kind>[a-z]+)\n(?P<text>.*?)```\n", re.DOTALL)
_ROBOT = re.compile(r"(?:\w+=\S* )*robot ")
_PABOT = re.compile(r"^pabot ")
_LAST_UI_STEP = re.compile(r"last UI step: .*")
"""A watched outcome may become known before or during the next UI step."""
_SECTION = re.compile(r"^[=-]{78}\n", re.MULTILINE)
_TEST = re.compile(r"\| (?:PASS|FAIL|SKIP) \|")
_TOTAL = re.compile(r"^\d+ tests?, \d+ passed", re.MULTILINE)
_BESIDE = re.compile(r"^(?:Quash: |\[ WARN \])")


@dataclass(frozen=True)
class HowTo:
    """A page whose examples run, with the fault of the shop for each of its `console` blocks."""

    name: str
    faults: tuple[str, ...] = ("",)
    screen: str = "payment"
    """What the app shows when the suite begins: the screen `login`, `products` or `payment`."""

    @property
    def path(self) -> Path:
        """The file of the page."""
        return FOLDER / f"{self.name}.md"


PAGES = (
    HowTo("log-in-with-a-one-time-password", ("", "otp-not-sent"), "login"),
    HowTo("check-an-order-and-its-payment", ("", "payment-error")),
    HowTo("catch-a-rollback", ("", "late-rollback")),
    HowTo("check-the-inventory", ("", "stock-not-reduced")),
    HowTo("query-a-database", ("", "order-dropped")),
    HowTo("use-environments-and-secrets-in-ci", ("", ""), "login"),
    HowTo("check-existing-suites", ("", "payment-rollback")),
    HowTo("compare-the-screen-with-the-backend", ("", "order-dropped")),
    HowTo("check-in-the-background", ("slow-queue", "payment-rollback")),
    HowTo("sharpen-expectations"),
    HowTo("run-in-parallel", screen="login"),
    HowTo("use-datadriver", screen="products"),
)


class Shell(Terminal):
    """A terminal that shows of a robot run what the pages show."""

    def output(self, command: str) -> str:
        """Run a command, and return what it prints as the page shows it."""
        text = super().output(_PABOT.sub("pabot --pabotlibport 0 ", command))
        if _PABOT.match(command):
            return "".join(f"{line}\n" for line in text.splitlines() if _TOTAL.match(line))
        return "".join(_tests_of(text)) if _ROBOT.match(command) else text

    def _move_shop(self) -> None:
        """The shop has its address already."""


def run_page(page: HowTo, appium_url: str, program: str) -> tuple[str, str]:
    """Return the text of a page, and how it would be written now."""
    text = page.path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="quash-how-to-") as name:
        folder = Path(name).resolve()
        database = folder / "shop.sqlite"
        with _shop(database) as shop_url:
            _put(shop_url, "/customers", name="Ada", email=EMAIL, phone=PHONE, password=PASSWORD)
            for email in RESERVED:
                _put(shop_url, "/customers", name="Anna", email=email, password=PASSWORD)
            shell = Shell(folder, program, port=shop_url.rpartition(":")[2])
            shell.exported[TOKEN_VARIABLE] = TEST_TOKEN
            shell.exported["QUASH_CACHE"] = "off"
            shell.exported["SHOP_DATABASE"] = f"sqlite:///{database}"
            shell.exported["ROBOT_OPTIONS"] = shlex.join(_options(page, appium_url, shop_url))
            tests = folder / "tests"
            tests.mkdir()
            (tests / "__init__.robot").write_text(START.read_text(encoding="utf-8"), encoding="utf-8")
            return text, _rewritten(text, page, shell, shop_url)


@contextmanager
def _shop(database: Path) -> Iterator[str]:
    """Run a shop whose late rollback is late enough for a phone on a slow machine."""
    with mock.patch.object(business, "LATE_SECONDS", LATE_SECONDS), mock.patch.dict(os.environ):
        os.environ[TOKEN_VARIABLE] = TEST_TOKEN
        server = ShopServer(database)
        thread = threading.Thread(target=server.serve, name="shop of a how-to", daemon=True)
        thread.start()
        try:
            yield server.url
        finally:
            server.stop()
            thread.join()


def console_blocks(text: str) -> list[str]:
    """Return the `console` blocks of a page."""
    return [match["text"] for match in _BLOCK.finditer(text) if match["kind"] == "console"]


def _options(page: HowTo, appium_url: str, shop_url: str) -> Iterator[str]:
    yield from ("--variablefile", ";".join([str(UI_VARIABLES), "fake", appium_url, shop_url]))
    given = {"SCREEN": page.screen, "EMAIL": EMAIL, "PHONE_NUMBER": PHONE, "PASSWORD": PASSWORD}
    for name, value in given.items():
        yield from ("--variable", f"{name}:{value}")


def _rewritten(text: str, page: HowTo, shell: Shell, shop_url: str) -> str:
    faults = iter(page.faults)

    def block(match: re.Match[str]) -> str:
        if match["file"]:
            shell.write(match["file"], match["text"])
        elif match["kind"] == "console" and (fault := next(faults, None)) is not None:
            httpx.delete(f"{shop_url}/test/faults", trust_env=False).raise_for_status()
            if fault:
                _put(shop_url, f"/faults/{fault}")
            ignored = [_LAST_UI_STEP] if "Watch Backend" in text else []
            return f"```console\n{''.join(with_output(match['text'], shell, *ignored))}```\n"
        return match[0]

    return _BLOCK.sub(block, text)


def _tests_of(text: str) -> Iterator[str]:
    """Give the parts of robot's output that say how tests ended, and the lines beside them."""
    for section in _SECTION.split(text):
        if _TEST.search(section) and not _TOTAL.search(section):
            yield section
        else:
            yield from (f"{line}\n" for line in section.splitlines() if _BESIDE.match(line))


def _put(shop_url: str, path: str, **body: str) -> None:
    method = "POST" if body else "PUT"
    httpx.request(method, f"{shop_url}/test{path}", json=body or None, trust_env=False).raise_for_status()


def main(names: list[str]) -> None:
    """Write the pages with these names, or all of them."""
    node.ensure()
    with servers.appium() as appium_url:
        for page in PAGES:
            if not names or page.name in names:
                page.path.write_text(run_page(page, appium_url, sys.executable)[1], encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
