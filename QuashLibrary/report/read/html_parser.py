"""Parse an HTML message of Robot's log into the parts that the report may show."""

from html.parser import HTMLParser


class MessageParser(HTMLParser):
    """Collects texts, sources of pictures, links and classes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.sources: list[str] = []
        self.links: list[str] = []
        self.classes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the attributes of an element."""
        attributes = dict(attrs)
        if tag == "img":
            self.sources.append(attributes.get("src") or "")
        elif tag == "a":
            self.links.append(attributes.get("href") or "")
        elif tag in ("br", "p", "div", "tr", "hr", "li"):
            self.texts.append("\n")
        self.classes.update((attributes.get("class") or "").split())

    def handle_data(self, data: str) -> None:
        """Collect a text."""
        self.texts.append(data)
