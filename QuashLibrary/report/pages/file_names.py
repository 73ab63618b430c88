"""What the files of the pages are called, and how one page links another."""

import re
from hashlib import sha256

INDEX_NAME = "index.html"
STYLE_NAME = "report.css"
TESTS_FOLDER = "tests"
LIST_NAME = "files.txt"
GENERATOR = "QuashLibrary report"
"""What the head of each page tells of who made it."""

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST = 60


def page_name(test_id: str) -> str:
    """Return the name of a test's page; ids that could lead elsewhere get another name, always the same one."""
    plain = _UNFIT.sub("-", test_id)
    if plain == test_id and 0 < len(plain) <= _LONGEST:
        return f"{plain}.html"
    return f"{plain.strip('-')[:_LONGEST] or 'test'}-{sha256(_bytes(test_id)).hexdigest()[:8]}.html"


def page_link(test_id: str) -> str:
    """Return the link from the index to a test's page."""
    return f"{TESTS_FOLDER}/{page_name(test_id)}"


def picture_name(data: bytes, suffix: str) -> str:
    """Return the name of a picture that the log itself held; equal pictures are one file."""
    return f"picture-{sha256(data).hexdigest()[:16]}.{_UNFIT.sub('', suffix) or 'png'}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")
