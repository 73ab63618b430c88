"""Turn the words of a curl command into the request that curl would send.

In: words. Out: a CurlCommand; parts of the command that a registry cannot express are listed as left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

from QuashLibrary.cli.importer.curl.options import MEANINGLESS, SHORT, USED_ALONE, USED_WITH_VALUE, WITH_VALUE
from QuashLibrary.errors import UnreadableCurlError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = ("curl", "curl.exe")
"""The words that start a curl command."""
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_SCHEMES = ("http", "https")
_NEXT = ("--next", "-:")
_SHOWN = 20
_OTHER_COPIES = {
    "fetch(": "JavaScript",
    "await fetch(": "JavaScript",
    "invoke-webrequest": "PowerShell",
    "$session": "PowerShell",
    "http ": "HTTPie",
    "wget ": "wget",
}


@dataclass(slots=True)
class CurlCommand:
    """A request as curl sends it; `parts` belong to a multipart body, `body_file` is the file with the body.

    `base_path` is the part of the URL's path that belongs to the backend's address, if that is known.
    """

    url: str = ""
    base_path: str = ""
    method: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    cookies: str = ""
    user: str | None = None
    bearer: str = ""
    data: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    body_file: str = ""
    url_query: list[str] = field(default_factory=list)
    options: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)

    @property
    def sent_by(self) -> str:
        """The method: the explicit one, else the one that curl derives from the body."""
        if self.method:
            return self.method.upper()
        if "head" in self.options:
            return "HEAD"
        return "POST" if self.body is not None or self.parts or self.body_file else "GET"

    @property
    def body(self) -> str | None:
        """The body as text; None if there is none."""
        return None if not self.data or "get" in self.options else "&".join(self.data)

    @property
    def query(self) -> str:
        """The query that `-G` and `--url-query` add to the URL."""
        return "&".join([*self.url_query, *(self.data if "get" in self.options else ())])

    def header(self, name: str) -> str:
        """Return the value of a header; empty if it is missing."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def check_is_curl(text: str) -> None:
    """Raise if a text is not a curl command, such as another format that browsers copy."""
    start = text.lstrip().lower()
    if start.startswith(PROGRAMS):
        return
    if kind := next((name for begin, name in _OTHER_COPIES.items() if start.startswith(begin)), ""):
        raise UnreadableCurlError(f"this is {kind}, not curl; in the browser, choose Copy, then Copy as cURL")
    shown = text.strip().splitlines()[0][:_SHOWN] if text.strip() else ""
    found = f'starts with "{shown}"' if shown else "is empty"
    raise UnreadableCurlError(f'a curl command must start with "curl", but this text {found}')


def read_command(words: Sequence[str]) -> CurlCommand:
    """Return the request of a command.

    Raises:
        UnreadableCurlError: the URL or the value of an option is missing, or the URL cannot be used.
    """
    command = CurlCommand()
    left = list(words[1:])
    loose: list[tuple[str, str]] = []
    before = ""
    while left:
        word = left.pop(0)
        if word in _NEXT:
            command.left_out.append(f"the request after {word}")
            break
        if not word.startswith("-") or word == "-":
            loose.append((word, before))
            continue
        for name, shown, value in _options_of(word, left):
            _apply(command, name, shown, value)
            before = shown
    _take_urls(command, loose)
    _check_url(command)
    return command


def _options_of(word: str, left: list[str]) -> Iterator[tuple[str, str, str | None]]:
    """Yield each option of a word with its spelling and value; a value may be taken from the words in `left`."""
    if word.startswith("--"):
        name, has_value, inline = word[2:].partition("=")
        name = name.removeprefix("no-") if name.removeprefix("no-") in USED_ALONE else name
        # curl itself does not accept `--option=value`, but people write it.
        if has_value and name in WITH_VALUE:
            yield name, f"--{name}", inline
            return
        yield word[2:], word, _value_for(word, word[2:], left) if word[2:] in WITH_VALUE else None
        return
    letters = word[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        name = SHORT.get(letter, letter)
        if name in WITH_VALUE:
            yield name, f"-{letter}", letters or _value_for(f"-{letter}", name, left)
            return
        yield name, f"-{letter}", None


def _value_for(shown: str, name: str, left: list[str]) -> str:
    if not left:
        raise UnreadableCurlError(f"the command is cut off: the option {shown} at its end has no value")
    return left.pop(0)


def _take_urls(command: CurlCommand, loose: Sequence[tuple[str, str]]) -> None:
    """Take the URL from the words that are not options, each paired with the option before it.

    Raises:
        UnreadableCurlError: a word is not a URL; it may belong to a header without quotes, so it is not shown.
    """
    for word, before in sorted(loose, key=lambda item: not _has_scheme(item[0])):
        if not command.url or _has_scheme(word):
            _set_url(command, word)
        else:
            place = f"after {before}" if before else "after the URL"
            advice = "; put the whole value in quotes" if before else ""
            raise UnreadableCurlError(f"a word {place} is neither an option nor a URL{advice}")


def _set_url(command: CurlCommand, url: str) -> None:
    if command.url:
        command.left_out.append(f"a second URL ({shown_url(url)})")
    else:
        command.url = url


def _has_scheme(word: str) -> bool:
    return word.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES))


def shown_url(url: str) -> str:
    """Return a URL without the parts that may be secret: user, password and query."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url).partition("?")[0]


def _apply(command: CurlCommand, name: str, shown: str, value: str | None) -> None:
    if value is not None and name in USED_WITH_VALUE:
        _apply_value(command, name, value)
    elif name in USED_ALONE:
        command.options.add(name)
    elif name not in MEANINGLESS:
        command.left_out.append(f"the option {shown}")


def _apply_value(command: CurlCommand, name: str, value: str) -> None:
    match name:
        case "url":
            _set_url(command, value)
        case "request":
            command.method = value
        case "header":
            _add_header(command, value)
        case "cookie":
            _add_cookies(command, value)
        case "user":
            command.user = value
        case "oauth2-bearer":
            command.bearer = value
        case "user-agent" | "referer":
            command.headers.append((name.title(), value))
        case "form" | "form-string":
            _add_part(command, value, is_text=name == "form-string")
        case "url-query":
            command.url_query.append(_encoded(value))
        case _:
            _add_data(command, name, value)


def _add_header(command: CurlCommand, text: str) -> None:
    name, colon, value = text.partition(":")
    if not colon and text.endswith(";"):
        command.headers.append((text[:-1].strip(), ""))
    elif name.strip().lower() == "cookie":
        _add_cookies(command, value.strip())
    elif value.strip():
        command.headers.append((name.strip(), value.strip()))


def _add_cookies(command: CurlCommand, text: str) -> None:
    if "=" not in text:
        command.left_out.append("the cookie file")
        return
    command.cookies = "; ".join(filter(None, (command.cookies, text)))


def _add_part(command: CurlCommand, text: str, *, is_text: bool) -> None:
    name, equals, value = text.partition("=")
    if not equals:
        raise UnreadableCurlError("a part of the form has no value; write --form name=value")
    if not is_text and value.startswith("<"):
        value = f"@{value[1:]}"
    command.parts.append((name, f"={value}" if is_text or not value.startswith("@") else value))


def _add_data(command: CurlCommand, name: str, value: str) -> None:
    if value.startswith("@") and name in ("data", "data-ascii", "data-binary", "json"):
        command.body_file = value[1:]
    elif name == "data-urlencode":
        command.data.append(_encoded(value))
    else:
        command.data.append(value if name in ("data-raw", "data-binary") else value.replace("\r", "").replace("\n", ""))
    if name == "json":
        known = {key.lower() for key, _ in command.headers}
        command.headers += [
            item for item in (("Content-Type", _JSON), ("Accept", _JSON)) if item[0].lower() not in known
        ]


def _encoded(value: str) -> str:
    """Return a value of `--data-urlencode`: `name=content`, `=content` or `content`."""
    name, equals, content = value.partition("=")
    if not equals:
        return quote_plus(value)
    return f"{quote(name)}={quote_plus(content)}" if name else quote_plus(content)


def is_form(command: CurlCommand) -> bool:
    """Return whether the body is a form, which is the default unless a header says otherwise."""
    return (command.header("content-type") or _FORM).partition(";")[0].strip().lower() == _FORM


def is_json(command: CurlCommand) -> bool:
    """Return whether a header says that the body is JSON."""
    kind = command.header("content-type").partition(";")[0].strip().lower()
    return kind == _JSON or kind.endswith("+json")


def _check_url(command: CurlCommand) -> None:
    url = command.url
    if not url:
        raise UnreadableCurlError("the command has no URL; is it cut off?")
    if "{{" in url.partition("://")[2].partition("/")[0] or url.startswith("{{"):
        raise UnreadableCurlError(f'the URL "{url}" starts with a Postman variable; write the address instead')
    if "://" not in url:
        command.url = f"http://{url}"
    try:
        parts = urlsplit(command.url)
        usable = parts.scheme in _SCHEMES and parts.hostname and (parts.port or True)
    except ValueError:
        usable = False
    if not usable:
        raise UnreadableCurlError(f'"{shown_url(url)}" is not a URL with http:// or https:// and a host')
