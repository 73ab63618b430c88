"""A growing tree yields each element once and in order, and drops elements that have ended."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import pytest

from QuashLibrary.report.read import growing_tree
from QuashLibrary.report.read.growing_tree import GrowingTree, Part, State

XML = "<a x='1'><b><c>one</c><c>two &lt; three</c></b><d/><b>" + "<e><f><g/></f></e>" * 20 + "</b></a>"


def events(parts: Iterator[Part]) -> list[tuple[bool, str, str]]:
    """Return starts and ends of elements, with the text of whole elements."""
    found = []
    for state, elements in parts:
        if state is State.WHOLE:
            found += [event for element in elements for event in _events_in(element)]
        else:
            found.append((state is State.ENDS, elements[0].tag, ""))
    return found


def _events_in(element: Element) -> Iterator[tuple[bool, str, str]]:
    text = element.text or ""
    yield (False, element.tag, "")
    for child in element:
        yield from _events_in(child)
    yield (True, element.tag, text)


def in_words(found: list[tuple[bool, str, str]]) -> str:
    """Return events as XML without attributes."""
    return "".join(f"{text}</{tag}>" if ends else f"<{tag}>" for ends, tag, text in found)


@pytest.mark.parametrize("block", [1, 2, 7, 40, 1000])
def test_each_element_comes_once_and_in_order(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elements are complete and in order, wherever the file is cut into blocks."""
    monkeypatch.setattr(growing_tree, "_BLOCK", block)
    found = in_words(events(GrowingTree().parts(io.BytesIO(XML.encode()))))
    whole = re.sub(r"<(\w)/>", r"<\1></\1>", XML.replace(" x='1'", "").replace("&lt;", "<"))
    assert found == whole


@pytest.mark.parametrize("block", [1, 16, 1000])
@pytest.mark.parametrize("length", range(1, len(XML), 7))
def test_what_is_open_at_the_end_of_a_truncated_file_does_not_end(
    length: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An open element does not end; everything before it is yielded."""
    monkeypatch.setattr(growing_tree, "_BLOCK", block)
    tree = GrowingTree()
    parts: list[Part] = []
    with pytest.raises(ParseError):
        parts.extend(tree.parts(io.BytesIO(XML[:length].encode())))
    parts.extend(tree.last_parts())
    tags = re.findall(r"<(/?)(\w)[^<>]*?(/?)>", XML[:length])
    expected = [event for close, tag, empty in tags for event in _expected(tag, close=bool(close), empty=bool(empty))]
    assert [(ends, tag) for ends, tag, _ in events(iter(parts))] == expected


def _expected(tag: str, *, close: bool, empty: bool) -> list[tuple[bool, str]]:
    return [(False, tag), (True, tag)] if empty else [(close, tag)]


def test_elements_in_memory_do_not_grow_with_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Yielded elements are dropped, also inside a long or unfinished element."""
    monkeypatch.setattr(growing_tree, "_BLOCK", 256)
    most = []
    for number in (100, 1000):
        tree = GrowingTree()
        file = io.BytesIO(b"<robot><suite><test>" + b"<kw><arg>1</arg></kw>" * number + b"</test></suite></robot>")
        most.append(max(_size(tree.root) for _ in tree.parts(file)))
    assert most[0] == most[1] < 50


def _size(root: Element | None) -> int:
    return 0 if root is None else sum(1 for _ in root.iter())


@pytest.mark.parametrize("name", ["begin", "deep"])
def test_deep_elements_are_read(name: str) -> None:
    """Deep elements cause no recursion: only Robot limits the depth of keywords."""
    deep = 20_000
    text = b"<a>" * deep + (b"</a>" * deep if name == "deep" else b"")
    tree = GrowingTree()
    try:
        for _ in tree.parts(io.BytesIO(text)):
            pass
    except ParseError:
        for _ in tree.last_parts():
            pass
