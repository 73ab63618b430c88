"""No text of a test, an app or a backend becomes markup, and pages work under a strict policy."""

import re

import pytest

from QuashLibrary.report.read import model
from QuashLibrary.report.read.model import Picture, ShownOutcome
from QuashLibrary.views.record import AttemptRecord, CheckRecord
from utest.report.pages.conftest import Report, Writing
from utest.report.runs import HOLDS, at, failed, made, step

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "</title></pre></textarea><style>*{display:none}</style>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "\u202eright to left\u202d",
    "&amp;&lt;b&gt;",
    "\ud800 alone",
)
FORBIDDEN_TAGS = frozenset({"script", "style", "iframe", "object", "embed", "form", "base", "template"})
POINTING = ("href", "src")


def everywhere(text: str) -> model.TestRun:
    """Return a test that contains a text in every place."""
    record = failed(
        slug="order-created",
        summary=text,
        message=text,
        description=text,
        connection=text,
        gave_up=text,
        held=text,
        policy="warn",
        last_ui_step=text,
        defined=text,
        attached=text,
        exchange=text,
        fetched={text: text},
        checks=(CheckRecord(text, "failed", text, text, text, (text,)), HOLDS),
        attempts=(AttemptRecord(1, 3, at(1), at(2), 0.1, text, text),),
    )
    shown = ShownOutcome(record, within=(text,), screenshot=Picture(link=text), page_source=text)
    steps = step(text, text, status="FAIL", message=text, within=(text,), pictures=(Picture(link=text),))
    texts = {"name": text, "doc": text, "message": f"{text}\n{text}"}
    return made(steps, shown, suite=(text,), tags=(text,), notes=(text,), **texts)


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, write: Writing) -> Report:
    """A report on such a test."""
    return write(everywhere(request.param), made(step(), id="s1-t2", name=request.param), notes=(request.param,))


def test_no_text_becomes_markup(hostile: Report) -> None:
    """The pages contain no script, style, handler or executable address."""
    for page in (hostile.index, hostile.page()):
        for node in page.walk():
            assert node.tag not in FORBIDDEN_TAGS
            assert not [name for name in node.attributes if name.startswith("on") or name in ("style", "target")]
            for name in POINTING:
                assert not re.match(r"\s*[a-z][a-z0-9+.-]*:", node.attributes.get(name, ""), re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_text_is_shown_as_it_is(write: Writing, text: str) -> None:
    """The text is escaped, but not changed or left out."""
    written = write(everywhere(text))
    for page in (written.page(), written.index):
        assert " ".join(text.split()) in page.text


def test_lone_surrogate_is_escaped(write: Writing) -> None:
    """JSON may contain a lone surrogate, but a UTF-8 file cannot."""
    assert r"\ud800 alone" in write(everywhere("\ud800 alone")).page().text


def test_names_keep_their_direction_to_themselves(write: Writing) -> None:
    """A right-to-left name does not affect the text around it."""
    page = write(made(step(), failed(), name="الطلب \u202e", suite=("الطلب",))).page()
    assert page.one("h1").all("bdi")
    assert page.one("p", kind="where").all("bdi")


def test_style_sheet_needs_nothing_from_elsewhere(write: Writing) -> None:
    """The style sheet loads no font, picture or import."""
    style = (write(made(step())).folder / "report.css").read_text(encoding="utf-8")
    assert not re.findall(r"url\(|@import|@font-face|expression\(", style)


def test_each_page_says_its_language_title_and_landmarks(write: Writing) -> None:
    """A screen reader can navigate, and every drawing has a text or is hidden."""
    written = write(made(step(), failed()))
    for page in (written.index, written.page()):
        assert page.one("html").attributes["lang"] == "en"
        assert page.one("head").one("title").text
        assert len(page.all("main")) == len(page.all("h1")) == 1
        assert page.one("a", kind="skip").attributes["href"] == "#main"
        for drawing in page.all("svg"):
            assert drawing.attributes.get("aria-hidden") == "true" or drawing.attributes["aria-label"]
        for heading in page.all("th"):
            assert heading.attributes["scope"] in ("col", "row")
