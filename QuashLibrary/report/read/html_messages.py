"""What stands in an HTML message of Robot's log: its text, pictures and links."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from QuashLibrary.report.read.model import Picture

_DATA = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,(.*)", re.DOTALL)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_NOTE = "robot-note"
_LOCAL = re.compile(r"(?![a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Markup:
    """The parts of an HTML message; `note` is what Robot says of what it has removed."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""


def read_markup(html: str) -> Markup:
    """Return the parts of an HTML message; links to other places than beside the log are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = "\n".join(line for line in (part.strip() for part in "".join(reader.texts).splitlines()) if line)
    links = tuple(dict.fromkeys(link for link in reader.links if _LOCAL.match(link)))
    others = tuple(link for link in links if not link.lower().endswith(_PICTURES))
    note = text if _NOTE in reader.classes else ""
    return Markup(text, _pictures([*reader.sources, *links]), others, note)


def plain(message: str) -> str:
    """Return a status message as text: Robot marks those that are HTML."""
    return read_markup(message.removeprefix("*HTML*")).text if message.startswith("*HTML*") else message


def note_of(message: str) -> str:
    """Return what a status message tells of what Robot has removed; empty where it tells nothing of that."""
    return read_markup(message.removeprefix("*HTML*")).note if _NOTE in message else ""


def _pictures(sources: Sequence[str]) -> tuple[Picture, ...]:
    found = dict.fromkeys(picture for source in sources if (picture := _picture(source)))
    return tuple(found)


def _picture(source: str) -> Picture | None:
    held = _DATA.fullmatch(source.strip())
    if held:
        try:
            return Picture(data=base64.b64decode(held[2], validate=False), suffix=held[1])
        except (binascii.Error, ValueError):
            return None
    local = _LOCAL.match(source) and source.lower().endswith(_PICTURES)
    return Picture(link=source) if local else None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.sources: list[str] = []
        self.links: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.sources.append(given.get("src") or "")
        elif tag == "a":
            self.links.append(given.get("href") or "")
        elif tag in ("br", "p", "div", "tr", "hr", "li"):
            self.texts.append("\n")
        self.classes.update((given.get("class") or "").split())

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
