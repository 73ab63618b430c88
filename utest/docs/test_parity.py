"""What docs/explanation/comparison.md says is so: its tests exist, and what it shows stands in what they run."""

from __future__ import annotations

import re

import pytest

from utest.docs.pages import PAGES
from utest.docs.parity_rows import PARITY, Row, exists, one_spaced, rows, texts

ROWS = rows()
GUIDE = one_spaced("\n".join(page.text for page in PAGES))


def test_every_section_has_rows() -> None:
    """The table is read as a whole."""
    sections = ["Requests", "Expectations", "Time", "Before and after", "Values and secrets", "Chains", "When it fails"]
    assert list(dict.fromkeys(row.section for row in ROWS)) == [*sections, "Screen and log"]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_row_names_a_test_that_exists(row: Row) -> None:
    """By the name of a case, or of a function without its beginning."""
    assert row.shown_by
    assert [shown for shown in row.shown_by if not exists(shown)] == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_a_row_shows_is_run(row: Row) -> None:
    """Each snippet stands in one of the tests or in what it uses; of Python tests, in the guide."""
    run = "\n".join(texts(shown) if shown.is_suite else GUIDE for shown in row.shown_by)
    assert [snippet for snippet in row.snippets if one_spaced(snippet) not in run] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.section == "Expectations"], ids=str)
def test_an_expectation_is_shown_to_fail_as_well(row: Row) -> None:
    """A check that cannot fail proves nothing."""
    from_parity = [shown for shown in row.shown_by if shown.file.parent.name == "parity"]
    assert [shown for shown in from_parity if not exists(type(shown)(f"{shown.name} Fails", shown.file))] == []
    assert from_parity or "policies" in row.shown_by[0].file.parts


def test_every_link_within_the_page_leads_somewhere() -> None:
    """Each names one of its headings."""
    text = PARITY.read_text(encoding="utf-8")
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.*)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == headings
