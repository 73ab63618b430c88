"""Lists of tests: tests with a problem by cause, and all tests by suite.

In: entries of tests. Out: HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.pages.file_names import page_link
from QuashLibrary.report.pages.markup.text import chip, escaped, fold, shape
from QuashLibrary.report.summary.verdicts import chip as chip_of
from QuashLibrary.report.summary.words import duration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from QuashLibrary.report.pages.markup.text import Shown
    from QuashLibrary.report.read.model import TestFacts
    from QuashLibrary.report.summary.model import TestEntry

_MOST_CAUSES, _MOST_TESTS = 12, 5


def facts(items: Iterable[str]) -> str:
    """Return facts in one line."""
    return f'<p class="facts">{"".join(f"<span>{escaped(item)}</span>" for item in items)}</p>'


def kind(test: TestFacts) -> str:
    """Return the prefix for the name of a suite setup or teardown; empty for a test."""
    return "" if test.kind == "test" else f"{test.kind.capitalize()}: "


def app_failure(line: str) -> str:
    """Return the sentence that a request of the app failed as well."""
    return (
        f'<span class="k-swallowed">{shape("swallowed")}</span> A request of the app failed as well: '
        f'<bdi class="code">{escaped(line)}</bdi>'
    )


def problems(section: Shown) -> str:
    """Return a section of tests with a problem."""
    name = section["anchor"]
    first, more = section["causes"][:_MOST_CAUSES], section["causes"][_MOST_CAUSES:]
    return (
        f'<section class="problems k-{section["shape"]}" aria-labelledby="{name}">\n'
        f'<h2 id="{name}">{shape(section["shape"])}{section["title"]} '
        f'<span class="number">{section["number"]:,}</span></h2>\n<p class="explained">{section["explained"]}</p>\n'
        f"{_causes(first)}{fold(len(more), _causes(more)) if more else ''}</section>\n"
    )


def group(item: Shown, as_line: Callable[[TestEntry], str]) -> str:
    """Return the tests of a suite."""
    folded = ""
    if item["folded"]:
        lines = _lines(item["folded"], as_line)
        folded = f'<details class="fold">\n<summary>{escaped(item["folded_label"])}</summary>\n{lines}</details>\n'
    return (
        f'<details class="group"{" open" if item["open"] else ""}>\n'
        f'<summary><bdi class="group-name">{escaped(item["name"])}</bdi> '
        f'<span class="counts">{escaped(item["counts"])}</span></summary>\n'
        f"{_lines(item['tests'], as_line)}{folded}</details>\n"
    )


def line(test: TestEntry) -> str:
    """Return the line of a test with its result."""
    return f'<li>{chip(chip_of(test))}{_test_link(test)}<span class="took">{duration(test.elapsed)}</span></li>\n'


def plain_line(test: TestEntry) -> str:
    """Return the line of a test in a list of tests with the same result."""
    return f'<li>{_test_link(test)}<span class="took">{duration(test.elapsed)}</span></li>\n'


def _lines(tests: Iterable[TestEntry], as_line: Callable[[TestEntry], str]) -> str:
    return f'<ul class="lines">\n{"".join(map(as_line, tests))}</ul>\n'


def _causes(items: Iterable[Shown]) -> str:
    return f'<ul class="cards">\n{"".join(map(_cause, items))}</ul>\n'


def _cause(item: Shown) -> str:
    thumb = ""
    if screen := item["screen"]:
        href = escaped(page_link(item["tests"][0].id))
        image = f'<img src="{escaped(screen)}" alt="" loading="lazy">'
        thumb = f'<a class="thumb" href="{href}" tabindex="-1" aria-hidden="true">{image}</a>'
    content = _of_one_test(item) if len(item["tests"]) == 1 else _of_several_tests(item)
    return f'<li class="problem{" with-screen" if screen else ""}">\n{thumb}<div>\n{content}</div>\n</li>\n'


def _of_one_test(item: Shown) -> str:
    test = item["tests"][0]
    return "".join(
        (
            f"<h3>{_test_link(test)}</h3>\n",
            f'<p class="where" dir="auto">{escaped(" › ".join(test.suite))}</p>' if test.suite else "",
            _described(item),
            f'<p class="reason" dir="auto">{escaped(item["reason"])}</p>' if item["reason"] else "",
            f'<p class="more">{escaped(item["others"])} in this test</p>' if item["others"] else "",
            _app(item),
        )
    )


def _of_several_tests(item: Shown) -> str:
    first, more = item["tests"][:_MOST_TESTS], item["tests"][_MOST_TESTS:]
    return "".join(
        (
            _described(item),
            f'<h3 class="reason" dir="auto">{escaped(item["reason"])}</h3>\n',
            f'<p class="where">{escaped(item["count"])}</p>\n',
            _app(item),
            _same(first),
            fold(len(more), _same(more)) if more else "",
        )
    )


def _described(item: Shown) -> str:
    return f'<p class="what" dir="auto">{escaped(item["described"])}</p>' if item["described"] else ""


def _app(item: Shown) -> str:
    return f'<p class="app-failure">{app_failure(item["app"])}</p>' if item["app"] else ""


def _same(tests: Sequence[TestEntry]) -> str:
    return f'<ul class="same">\n{"".join(map(_test_in_suite, tests))}</ul>\n'


def _test_in_suite(test: TestEntry) -> str:
    suite = f' <bdi class="where">{escaped(" › ".join(test.suite))}</bdi>' if test.suite else ""
    return f"<li>{_test_link(test)}{suite}</li>\n"


def _test_link(test: TestEntry) -> str:
    return f'<a href="{escaped(page_link(test.id))}">{kind(test)}<bdi>{escaped(test.name)}</bdi></a>'
