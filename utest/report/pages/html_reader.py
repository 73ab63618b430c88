"""Read a page into elements with their attributes and text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})


@dataclass
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str]
    parts: "list[Node | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        """Yield the element and everything in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.walk()

    @property
    def text(self) -> str:
        """The text, with blanks collapsed."""
        return " ".join("".join(part if isinstance(part, str) else f" {part.text} " for part in self.parts).split())

    def all(self, tag: str = "", **wanted: str) -> "list[Node]":
        """Return the elements with a tag, a class (`kind=`) or other attributes."""
        kind = wanted.pop("kind", "")
        return [
            node
            for node in self.walk()
            if tag in ("", node.tag)
            and (not kind or kind in node.attributes.get("class", "").split())
            and all(node.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **wanted: str) -> "Node":
        """Return the only element that matches."""
        [found] = self.all(tag, **wanted)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


def read_page(path: Path) -> Node:
    """Return a page after checking that every element is closed."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
