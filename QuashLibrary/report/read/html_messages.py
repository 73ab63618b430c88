"""Read HTML messages of Robot's log: text, pictures, links, and Robot's notes about removed content."""

import base64
import binascii
import re
from typing import NamedTuple

from QuashLibrary.report.read.model import Picture

_EMBEDDED = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,(.*)", re.DOTALL)
_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_NOTE_CLASS = "robot-note"
_LOCAL = re.compile(r"(?![a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_MARK = "*HTML*"
_FILE = re.compile(r"<(?:[iI][mM][gG]|[aA])\b")


class HtmlMessage(NamedTuple):
    """An HTML message: its text, pictures, and links to other files; `note` says what Robot removed."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()
    links: tuple[str, ...] = ()
    note: str = ""


_EMPTY = HtmlMessage()


def files_and_note(html: str) -> HtmlMessage:
    """Return the parts of an HTML message that the report shows: pictures, links and the note, without other text."""
    # Most messages have neither files nor a note, and parsing takes a while.
    return read_html(html) if _FILE.search(html) or _NOTE_CLASS in html else _EMPTY


def read_html(html: str) -> HtmlMessage:
    """Return the content of an HTML message; only links to files next to the log count."""
    # Few reports contain HTML messages, and loading the parser takes longer than reading a small output.
    from QuashLibrary.report.read.html_parser import MessageParser

    parser = MessageParser()
    parser.feed(html)
    parser.close()
    lines = map(str.strip, "".join(parser.texts).splitlines())
    text = "\n".join(filter(None, lines))
    links = dict.fromkeys(link for link in parser.links if _LOCAL.match(link))
    return HtmlMessage(
        text=text,
        pictures=tuple(dict.fromkeys(filter(None, map(_picture, [*parser.sources, *links])))),
        links=tuple(link for link in links if not link.lower().endswith(_PICTURE_SUFFIXES)),
        note=text if _NOTE_CLASS in parser.classes else "",
    )


def plain_text(message: str) -> str:
    """Return a status message as plain text; Robot marks HTML messages."""
    return read_html(message.removeprefix(_MARK)).text if message.startswith(_MARK) else message


def removal_note(message: str) -> str:
    """Return Robot's note about removed content in a status message; empty without such a note."""
    return read_html(message.removeprefix(_MARK)).note if _NOTE_CLASS in message else ""


def _picture(source: str) -> Picture | None:
    embedded = _EMBEDDED.fullmatch(source.strip())
    if embedded:
        try:
            return Picture(data=base64.b64decode(embedded[2], validate=False), suffix=embedded[1])
        except (binascii.Error, ValueError):
            return None
    local = _LOCAL.match(source) and source.lower().endswith(_PICTURE_SUFFIXES)
    return Picture(link=source) if local else None
