"""No text of a test, an app or a backend becomes markup, and the page works under a strict policy."""

import re
from pathlib import Path

import pytest

from utest.proof.pages.conftest import Writing
from utest.proof.proofs import everything, shop
from utest.report.pages.test_safety import FORBIDDEN_TAGS, HOSTILE, POINTING


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(write: Writing, text: str) -> None:
    """The page contains no script, style, handler or executable address."""
    for node in write(everything(text)).walk():
        assert node.tag not in FORBIDDEN_TAGS
        assert not [name for name in node.attributes if name.startswith("on") or name in ("style", "target")]
        for name in POINTING:
            assert not re.match(r"\s*[a-z][a-z0-9+.-]*:", node.attributes.get(name, ""), re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_text_is_shown_as_it_is(write: Writing, text: str) -> None:
    """The text is escaped, but not changed or left out."""
    page = write(everything(text))
    assert " ".join(text.split()) in page.one("main").text


def test_lone_surrogate_is_escaped(write: Writing) -> None:
    """JSON may contain a lone surrogate, but a UTF-8 file cannot."""
    assert r"\ud800 alone" in write(everything("\ud800 alone")).text


def test_style_sheets_need_nothing_from_elsewhere(write: Writing, tmp_path: Path) -> None:
    """Both style sheets are written, and they load no font, picture or import."""
    page = write(shop())
    names = [link.attributes["href"] for link in page.all("link")]
    assert names == ["report.css", "proof.css"]
    for name in names:
        style = (tmp_path / name).read_text(encoding="utf-8")
        assert not re.findall(r"url\(|@import|@font-face|expression\(", style)


def test_page_says_its_language_title_and_landmarks(write: Writing) -> None:
    """A screen reader can navigate, and every drawing has a text or is hidden."""
    page = write(everything())
    assert page.one("html").attributes["lang"] == "en"
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert page.one("a", kind="skip").attributes["href"] == "#main"
    for drawing in page.all("svg"):
        assert drawing.attributes.get("aria-hidden") == "true" or drawing.attributes["aria-label"]
    for heading in page.all("th"):
        assert heading.attributes["scope"] in ("col", "row")
