"""Names of pages and pictures, and the links between pages."""

import re
from pathlib import Path

INDEX_NAME = "index.html"
STYLE_NAME = "report.css"
STYLE = Path(__file__).parent / STYLE_NAME
TESTS_FOLDER = "tests"
LIST_NAME = "files.txt"
GENERATOR = "QuashLibrary report"
"""The generator in the head of each page."""

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60


def page_name(test_id: str) -> str:
    """Return the name of a test's page: its id, or a stable replacement if the id is not a valid file name."""
    plain = _UNFIT.sub("-", test_id)
    if plain == test_id and 0 < len(plain) <= _LONGEST:
        return f"{plain}.html"
    from hashlib import sha256  # almost no report needs it

    digest = sha256(test_id.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    return f"{plain.strip('-')[:_LONGEST] or 'test'}-{digest}.html"


def page_link(test_id: str) -> str:
    """Return the link from the index to a test's page."""
    return f"{TESTS_FOLDER}/{page_name(test_id)}"


def picture_name(data: bytes, suffix: str) -> str:
    """Return the file name of a picture that is embedded in the log; equal pictures share a file."""
    from hashlib import sha256

    return f"picture-{sha256(data).hexdigest()[:16]}.{_UNFIT.sub('', suffix) or 'png'}"
