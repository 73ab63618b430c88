"""Helpers to write and read the page of a proof."""

from collections.abc import Callable
from pathlib import Path

import pytest

from QuashLibrary.proof.model import Proof
from QuashLibrary.proof.pages.write import write_proof_pages
from utest.report.pages.html_reader import Node, read_page

Writing = Callable[[Proof], Node]


@pytest.fixture
def write(tmp_path: Path) -> Writing:
    """A function that writes the page of a proof and returns its content."""
    return lambda made: read_page(write_proof_pages(made, tmp_path))
