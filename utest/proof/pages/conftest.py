"""What the tests of the page use to write and read it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from QuashLibrary.proof.model import Proof
from QuashLibrary.proof.pages.write import write_proof_pages
from utest.report.pages.html_reader import Node, read_page

Writing = Callable[[Proof], Node]


@pytest.fixture
def write(tmp_path: Path) -> Writing:
    """A function that writes the page of a proof and returns what it contains."""
    return lambda made: read_page(write_proof_pages(made, tmp_path))
