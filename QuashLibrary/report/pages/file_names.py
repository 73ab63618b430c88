"""The names of the pages and their pictures, and the links between pages."""

import re
from pathlib import Path

INDEX_NAME = "index.html"
STYLE_NAME = "report.css"
STYLE = Path(__file__).parent / STYLE_NAME
TESTS_FOLDER = "tests"
LIST_NAME = "files.txt"
GENERATOR = "QuashLibrary report"
"""What the head of each page says about who made it."""

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60


def page_name(test_id: str) -> str:
    """Return the name of a test's page: its id, or a fixed replacement if the id does not fit a file name."""
    plain = _UNFIT.sub("-", test_id)
    if plain == test_id and 0 < len(plain) <= _LONGEST:
        return f"{plain}.html"
    from hashlib import sha256  # which almost no report needs

    digest = sha256(test_id.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{plain.strip('-')[:_LONGEST] or 'test'}-{digest}.html"


def page_link(test_id: str) -> str:
    """Return the link from the index to a test's page."""
    return f"{TESTS_FOLDER}/{page_name(test_id)}"


def picture_name(data: bytes, suffix: str) -> str:
    """Return the name of a picture that the log itself contains; equal pictures are one file."""
    from hashlib import sha256

    return f"picture-{sha256(data).hexdigest()[:16]}.{_UNFIT.sub('', suffix) or 'png'}"
