"""Read Robot's output.xml or output.json as elements, each as soon as it is complete.

In: a file. Out: its elements as parts. An output.json is a single part, because Python cannot stream JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import ParseError

from QuashLibrary.errors import TruncatedOutputError, UnusableOutputError
from QuashLibrary.report.read.growing_tree import GrowingTree, Part, State
from QuashLibrary.report.read.json_output import is_json, read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_parts(path: Path) -> Iterator[Part]:
    """Yield the elements of an output in order.

    Raises:
        UnusableOutputError: the file is not an output of Robot Framework, or cannot be read.
        TruncatedOutputError: the file is truncated; raised after all of its content.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(1024)
            if not beginning.strip(b"\xef\xbb\xbf \t\r\n"):
                raise UnusableOutputError(f"{path} is empty: was the run killed before Robot wrote anything?")
            file.seek(0)
            if is_json(beginning):
                yield Part(State.WHOLE, [read_json(path, file.read())])
            else:
                yield from _read_xml(path, file)
    except OSError as error:
        raise UnusableOutputError(f"{path} cannot be read: {error.strerror or error}") from None


def _read_xml(path: Path, file: BinaryIO) -> Iterator[Part]:
    tree = GrowingTree()
    try:
        for part in tree.parts(file):
            _assert_output(path, tree)
            yield part
    except LookupError as error:
        raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: {error}") from None
    except ParseError as error:
        _assert_output(path, tree)
        yield from tree.last_parts()
        if tree.root is None:
            raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: {error}") from None
        raise TruncatedOutputError(f"{path.name} is truncated: {error}") from None


def _assert_output(path: Path, tree: GrowingTree) -> None:
    if tree.root is not None and tree.root.tag != "robot":
        raise UnusableOutputError(f"{path} is not an output.xml of Robot Framework: it begins with <{tree.root.tag}>")
