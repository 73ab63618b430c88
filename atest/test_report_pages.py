"""The report's pages in a real Chromium: accessible, and readable under Jenkins' content policy."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atest.browsers import LOOKS, Look, ShownPages, chromium
from atest.made_reports import report_of, report_with_everything
from atest.page_checks import UNFOLD, assert_accessible, axe_script, served_by_jenkins
from atest.robot_process import Robot, Run
from demo.robot_run import DEMO_SUITE

MOST_PRINTED = 4
"""Printed sheets that the page of a silent failure may take, with its screen and all its requests."""
PAGES = ["index.html", *(f"tests/s1-t{number}.html" for number in (1, 2, 3, 4, 6, 7, 8))]
"""The pages that show everything: silent failure, wait, error with warning, failed step; then the app's requests:
a swallowed failure before a silent one, very many requests, and ignored ones."""


@pytest.fixture(scope="module")
def shown(chromium_path: str, new_folder: Callable[[], Path]) -> Iterator[ShownPages]:
    """The browser."""
    with chromium(chromium_path, new_folder()) as browser:
        yield browser


@pytest.fixture(scope="module")
def everything(new_folder: Callable[[], Path]) -> Path:
    """A report with everything that it can contain."""
    folder = new_folder() / "quash"
    report_with_everything(folder)
    return folder


@pytest.fixture(scope="module")
def run(fake_phone: Robot) -> Run:
    """A real run: a silent failure with its screen, and an order that takes a while."""
    robot = fake_phone.given("--test", "Payment Is Kept", "--test", "Order Comes Through A Slow Queue")
    run = robot.run(DEMO_SUITE)
    assert run.code == 1, run.console
    report_of(run.folder / "output.xml", run.folder / "quash")
    return run


@pytest.fixture(scope="module")
def served(run: Run) -> Iterator[str]:
    """The address of the run's folder, served as Jenkins does by default."""
    with served_by_jenkins(run.folder) as address:
        yield address


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that finds accessibility violations."""
    return axe_script()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_accessible(shown: ShownPages, everything: Path, axe: str, page: str, look: Look) -> None:
    """There are no violations, including contrast, with everything expanded."""
    shown.open((everything / page).as_uri(), look)
    assert_accessible(shown, axe)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_as_wide_as_the_screen(shown: ShownPages, everything: Path, page: str, look: Look) -> None:
    """Whatever they contain, nobody must scroll sideways."""
    shown.open((everything / page).as_uri(), look)
    shown.run(UNFOLD)
    assert shown.run("return document.documentElement.scrollWidth") <= look.width


def test_index_is_readable_under_the_policy_of_jenkins(shown: ShownPages, served: str) -> None:
    """The style sheet is applied, and the browser reports nothing."""
    shown.open(f"{served}/quash/index.html")
    assert shown.console() == []
    assert shown.run("return getComputedStyle(document.querySelector('.verdict')).display") == "grid"
    assert shown.run("return document.querySelector('h1').textContent").startswith("1 silent failure")


def test_test_page_is_readable_under_the_policy_of_jenkins(shown: ShownPages, served: str) -> None:
    """Its screenshot loads, too."""
    shown.open(f"{served}/quash/tests/s1-t1.html")
    assert shown.console() == []
    assert shown.run("return getComputedStyle(document.querySelector('.card')).borderLeftWidth") == "4px"
    pictures = shown.run("return [...document.images].map(image => image.complete && image.naturalWidth)")
    assert pictures == [390]


def test_colours_follow_the_scheme(shown: ShownPages, everything: Path) -> None:
    """The page is light or dark as the reader's system says."""
    grounds = []
    for look in LOOKS[:2]:
        shown.open((everything / "index.html").as_uri(), look)
        grounds.append(shown.run("return getComputedStyle(document.body).backgroundColor"))
    assert len(set(grounds)) == 2


def test_links_lead_somewhere(shown: ShownPages, run: Run) -> None:
    """Every link and anchor of a real run's pages works, including links to Robot's log."""
    pages = sorted((run.folder / "quash").rglob("*.html"))
    assert len(pages) == 3
    for page in pages:
        shown.open(page.as_uri())
        links = shown.run("return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")
        ids = shown.run("return [...document.querySelectorAll('[id]')].map(item => item.id)")
        for path, _, anchor in (link.partition("#") for link in links):
            assert (page.parent / path).exists() if path else anchor in ids, f"{page.name}: {path}#{anchor}"


def test_reader_gets_to_the_content_by_keyboard(shown: ShownPages, everything: Path) -> None:
    """The first Tab stop leads past the page's header."""
    shown.open((everything / "tests" / "s1-t1.html").as_uri())
    shown.driver.switch_to.active_element.send_keys("\ue004")
    assert shown.run("return document.activeElement.getAttribute('href')") == "#main"
    assert shown.run("return document.activeElement.getBoundingClientRect().top") >= 0


def test_printed_report_has_no_half_empty_pages(shown: ShownPages, run: Run) -> None:
    """Long lists continue across pages; otherwise their headings would be alone on a page."""
    shown.open((run.folder / "quash" / "tests" / "s1-t1.html").as_uri())
    printed = b64decode(shown.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.count(b"/Type /Page\n") <= MOST_PRINTED
