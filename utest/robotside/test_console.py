"""Console output that bypasses Robot is masked; the streams are otherwise unchanged."""

import io
import os
import sys
from pathlib import Path

import pytest

from QuashLibrary.robotside.console import mask_console


def mask(text: str) -> str:
    """Mask one secret."""
    return text.replace("secret", "***")


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[io.TextIOWrapper, io.TextIOWrapper]:
    """Return the console's streams in this test."""
    made = [open(tmp_path / name, "w+", encoding="utf-8", newline="\n") for name in ("out", "err")]  # noqa: SIM115
    monkeypatch.setattr(sys, "__stdout__", made[0])
    monkeypatch.setattr(sys, "__stderr__", made[1])
    return made[0], made[1]


def written(stream: io.TextIOWrapper) -> str:
    """Return the content of a stream."""
    stream.flush()
    return Path(stream.name).read_text(encoding="utf-8")


def test_what_is_written_is_masked(streams: tuple[io.TextIOWrapper, io.TextIOWrapper]) -> None:
    """Both print and write are masked; escape codes for colours stay."""
    restore = mask_console(mask)
    print("a secret", 7, file=sys.__stdout__)
    assert sys.__stdout__ is not None
    assert sys.__stdout__.write("\x1b[31msecret\x1b[0m") == 15
    assert sys.__stderr__ is not None
    sys.__stderr__.writelines(["one ", "secret"])
    restore()
    assert written(streams[0]) == "a *** 7\n\x1b[31m***\x1b[0m"
    assert written(streams[1]) == "one ***"


def test_the_streams_are_otherwise_the_same(streams: tuple[io.TextIOWrapper, io.TextIOWrapper]) -> None:
    """Descriptor, buffer, encoding and terminal are those of the real stream."""
    restore = mask_console(mask)
    stream = sys.__stdout__
    assert stream is not None
    assert stream.fileno() == streams[0].fileno()
    assert (stream.isatty(), stream.encoding, stream.buffer) == (False, "utf-8", streams[0].buffer)
    assert os.fstat(stream.fileno())
    stream.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    restore()
    assert streams[0].line_buffering


def test_the_streams_are_given_back(streams: tuple[io.TextIOWrapper, io.TextIOWrapper]) -> None:
    """Nested runs restore their streams too; a stream that others have set stays."""
    outer = mask_console(mask)
    inner = mask_console(lambda text: text.replace("other", "***"))
    print("secret other", file=sys.__stdout__)
    inner()
    outer()
    assert (sys.__stdout__, sys.__stderr__) == streams
    assert written(streams[0]) == "*** ***\n"
    restore = mask_console(mask)
    sys.__stdout__ = other = io.StringIO()  # type: ignore[misc]
    restore()
    assert sys.__stdout__ is other  # type: ignore[comparison-overlap]


def test_there_may_be_no_console(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program without a window has no console."""
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setattr(sys, "__stderr__", None)
    mask_console(mask)()
    assert sys.__stdout__ is None
