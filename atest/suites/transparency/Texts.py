"""Texts that a library may log, return or raise; Robot's handling of them is correct by definition."""

from __future__ import annotations

import logging
import sys
from typing import Any

from robot.api import SkipExecution, logger

TEXTS = {
    "controls": "a\x00b\x01c\x07d\x08e\x0bf\x0cg\x1bh\x1fi\x7fj",
    "c1": "".join(map(chr, range(0x80, 0xA0))),
    "breaks": "one\r\ntwo\rthree\nfour\tfive\x85six\u2028seven\u2029eight",
    "non-characters": "a\ufffeb\uffffc\U0001ffffd",
    "invisible": "a\u00adb\u200bc\u2060d\u202ee\ufefff",
    "wide": "Zürich 東京 مرحبا 🙂 👩‍👩‍👧 e\u0301",
    "markup": "<b>bold</b> & \"quoted\" 'text' &amp; ]]> <!-- x --> http://example.com/?a=b&c=d",
    "html prefix": "*HTML* <i>text</i>",
    "level prefix": "*WARN* not a warning",
    "variable": "${not a variable} %{HOME} @{x} \\${x} \\\\ \\n",
    "blank": "  leading and trailing  ",
    "empty": "",
    "long": "x" * 5000,
    "bytes": b"\x00\xff\xe4ab\n",
    "bytearray": bytearray(b"\x01\x80c"),
    "escape codes": "\x1b[31mred\x1b[0m \x9b31m",
}


def text(name: str) -> Any:
    """Return a text."""
    return TEXTS[name]


def log_text(name: str, level: str = "INFO", html: bool = False) -> None:
    """Log a text by Robot's API."""
    logger.write(str(TEXTS[name]), level, html)  # type: ignore[arg-type]


def print_text(name: str) -> None:
    """Print a text."""
    print(TEXTS[name])


def print_text_to_stderr(name: str) -> None:
    """Print a text to stderr."""
    print(TEXTS[name], file=sys.stderr)


def log_text_by_logging(name: str) -> None:
    """Log a text with Python's logging."""
    logging.getLogger("texts").warning("%s", TEXTS[name])


def fail_with_text(name: str) -> None:
    """Fail with a text."""
    raise AssertionError(TEXTS[name])


def raise_error_with_text(name: str) -> None:
    """Raise an error with a text."""
    raise ValueError(TEXTS[name])


def raise_chained_errors() -> None:
    """Raise an error from another one."""
    try:
        raise KeyError("first\x01")
    except KeyError as error:
        raise ValueError("second\x02") from error


def skip_with_text(name: str) -> None:
    """Skip the test with a text."""
    raise SkipExecution(str(TEXTS[name]))


def log_at_every_level() -> None:
    """Log at each level."""
    for level in ("TRACE", "DEBUG", "INFO", "WARN", "ERROR"):
        logger.write(f"at {level}\x02", level)


def print_levels() -> None:
    """Print lines with log levels."""
    print("*TRACE* t\n*DEBUG* d\n*INFO* i\n*HTML* <b>h</b>\n*WARN* w\n*INFO:1700000000000* with a time")


def write_to_the_console() -> None:
    """Write to the console directly, bypassing Robot."""
    logger.console("by the API \x07 ü")
    print("directly \x1b[32mgreen\x1b[0m", file=sys.__stdout__)
    sys.__stderr__.write("to stderr\n")  # type: ignore[union-attr]


def log_many(number: int) -> None:
    """Log many messages."""
    for index in range(number):
        logger.info(f"message {index}")
