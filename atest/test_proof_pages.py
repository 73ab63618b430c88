"""The page of a proof in a real Chromium: accessible, and readable under Jenkins' content policy."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from atest.browsers import LOOKS, Look, ShownPages, chromium
from atest.made_reports import NAMES, PIXEL
from atest.page_checks import UNFOLD, assert_accessible, axe_script, served_by_jenkins
from QuashLibrary.proof.model import FAULTS, Proof
from QuashLibrary.proof.write import write_proof
from utest.proof.proofs import everything, large, shop

PROOFS: Mapping[str, Proof] = {
    "shop": shop(),
    "wide": large(12, writes=40, each=9, faults=FAULTS),
    **{f"name-{number}": everything(name) for number, name in enumerate(NAMES)},
}
"""A small suite; a suite with more writes than columns; each result under all kinds of names."""
MOST_PRINTED = 5
"""Printed sheets that the proof of a small suite may take."""


@pytest.fixture(scope="module")
def shown(chromium_path: str, new_folder: Callable[[], Path]) -> Iterator[ShownPages]:
    """The browser."""
    with chromium(chromium_path, new_folder()) as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(new_folder: Callable[[], Path]) -> Path:
    """A folder with a page for each proof; trials have a screenshot."""
    folder = new_folder()
    for name, made in PROOFS.items():
        (folder / name).mkdir()
        (folder / name / "screen.png").write_bytes(PIXEL)
        write_proof(with_pictures(made), folder / name)
    return folder


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that finds accessibility violations."""
    return axe_script()


def with_pictures(made: Proof) -> Proof:
    """Return a proof whose trials have a screenshot."""
    tests = (
        replace(test, trials=tuple(replace(trial, screen="screen.png") for trial in test.trials)) for test in made.tests
    )
    return replace(made, tests=tuple(tests))


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", PROOFS)
def test_page_is_accessible(shown: ShownPages, pages: Path, axe: str, name: str, look: Look) -> None:
    """There are no violations, including contrast, with everything expanded."""
    shown.open((pages / name / "index.html").as_uri(), look)
    assert_accessible(shown, axe)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", PROOFS)
def test_page_is_as_wide_as_the_screen(shown: ShownPages, pages: Path, name: str, look: Look) -> None:
    """A wide matrix scrolls within the page."""
    shown.open((pages / name / "index.html").as_uri(), look)
    shown.run(UNFOLD)
    assert shown.run("return document.documentElement.scrollWidth") <= look.width


@pytest.mark.parametrize("width", [390, 800])
def test_matrix_is_a_list_on_a_small_screen(shown: ShownPages, pages: Path, width: int) -> None:
    """Each write has its name beside the result, and writes that a test does not send take no space."""
    shown.open((pages / "shop" / "index.html").as_uri(), Look(width, "light"))
    label = "document.querySelector('.matrix td:not(.is-blind) .cell-label')"
    none = "document.querySelector('.matrix .none')"
    mark = f"{label}.parentElement.querySelector('.mark')"
    beside = f"{mark}.getBoundingClientRect().left - {label}.getBoundingClientRect().right"
    assert shown.run(f"return {label}.getBoundingClientRect().width") > 50
    assert shown.run(f"return {beside}") > 0
    assert shown.run(f"return getComputedStyle({none}).display") == "none"


def test_headers_of_a_matrix_stay_in_view(shown: ShownPages, pages: Path) -> None:
    """Writes and tests both stay, without a script."""
    shown.open((pages / "wide" / "index.html").as_uri())
    shown.run(UNFOLD)
    shown.run("const box = document.querySelector('.scroll'); box.scrollTo(600, 600)")
    places = shown.run(
        "const box = document.querySelector('.scroll').getBoundingClientRect();"
        "const head = document.querySelector('.scroll thead th:last-child').getBoundingClientRect();"
        "const test = document.querySelector('.scroll tbody th').getBoundingClientRect();"
        "return [head.top - box.top, test.left - box.left]"
    )
    assert [round(place) for place in places] == [0, 0]


def test_page_is_readable_under_the_policy_of_jenkins(shown: ShownPages, pages: Path) -> None:
    """Both style sheets are applied, pictures load, and the browser reports nothing."""
    with served_by_jenkins(pages / "shop") as address:
        shown.open(f"{address}/index.html")
        assert shown.console() == []
        assert shown.run("return getComputedStyle(document.querySelector('.verdict')).display") == "grid"
        assert shown.run("return getComputedStyle(document.querySelector('.mark')).display") == "flex"
        pictures = shown.run("return [...document.images].map(image => image.complete && image.naturalWidth)")
        assert set(pictures) == {1}


def test_link_of_a_cell_shows_its_explanation(shown: ShownPages, pages: Path) -> None:
    """It does so even if the explanation is collapsed."""
    shown.open((pages / "wide" / "index.html").as_uri())
    shown.run("document.querySelectorAll('details').forEach(item => { item.open = false })")
    shown.run("document.querySelector('.matrix a').click()")
    opened = "return document.querySelector(document.querySelector('.matrix a').hash).closest('details').open"
    assert shown.run(opened) is True


def test_links_lead_somewhere(shown: ShownPages, pages: Path) -> None:
    """Every link and anchor works, including pictures and proof.json."""
    for name in PROOFS:
        shown.open((pages / name / "index.html").as_uri())
        links = shown.run("return [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")
        ids = set(shown.run("return [...document.querySelectorAll('[id]')].map(item => item.id)"))
        for path, _, anchor in (link.partition("#") for link in links):
            assert (pages / name / path).exists() if path else anchor in ids, f"{name}: {path}#{anchor}"


def test_printed_page_has_no_half_empty_sheets(shown: ShownPages, pages: Path) -> None:
    """Long lists continue across sheets."""
    shown.open((pages / "shop" / "index.html").as_uri())
    printed = b64decode(shown.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.count(b"/Type /Page\n") <= MOST_PRINTED
