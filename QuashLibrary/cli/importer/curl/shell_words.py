r"""Split a curl command into words as bash or Windows' cmd does; a command that is cut off is an error.

In: a text as browsers, Insomnia and Postman copy it. Out: the words of its first command, and the text after it.
shlex is not enough: it supports neither `$'…'` nor cmd's `^`, and does not say where an open quote starts. `$NAME`
stays an environment variable: it is marked and not looked up here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from QuashLibrary.errors import UnreadableCurlError

_VARIABLE_BEGIN, _VARIABLE_END = "\ue000", "\ue001"
VARIABLE = re.compile(f"{_VARIABLE_BEGIN}(\\w+){_VARIABLE_END}")
"""A shell variable in a word; the group is its name."""

_SHOWN = 30
_CMD = re.compile(r"""[^'"]*?\^["\r\n]|.*?["\w]\s+\^(?:\r?\n|\Z)""", re.DOTALL)
"""A sign of cmd: a caret before the first quote, or at the end of a line."""
_BLANK = " \t\r\n"
_SHELL_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|([A-Za-z_]\w*))")
_END_OF_COMMAND = re.compile(r"&&|\|\|?|;|&(?=\s|\Z)")
_REDIRECTION = re.compile(r"\d?>>?|<")
_CONTINUED = re.compile(r"\\[ \t]*\r?\n")
_ANOTHER_CURL = re.compile(r"(?:^|[;&\s])curl(?:\.exe)?\s")
_ANSI = re.compile(
    r"\\(?:x(?P<hex>[0-9A-Fa-f]{1,2})|u(?P<u>[0-9A-Fa-f]{1,4})|U(?P<U>[0-9A-Fa-f]{1,8})|(?P<octal>[0-7]{1,3})|(?P<one>.))",
    re.DOTALL,
)
_ANSI_CHARACTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_ESCAPED_IN_QUOTES = '"\\$`\n'


@dataclass(frozen=True, slots=True)
class ShellLine:
    """The words of a command, the number of further curl commands, and the start of any other command."""

    words: tuple[str, ...]
    more: int = 0
    rest: str = ""


def shell_variable(name: str) -> str:
    """Return a shell variable in the form that marks it in a word."""
    return f"{_VARIABLE_BEGIN}{name}{_VARIABLE_END}"


def split(text: str) -> ShellLine:
    """Return the words of the first command.

    Raises:
        UnreadableCurlError: a quote is never closed, or the text ends with a continued line; the message says where.
    """
    text = text.strip()
    return _CmdReader(text).line() if _CMD.match(text) else _BashReader(text).line()


class _Reader:
    """Reads characters from the left; `word` is the current word so far, None between two words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.word: str | None = None
        self.words: list[str] = []
        self.names_a_file = False
        """Whether the next word is the file of a redirection, which is not part of the command."""

    def line(self) -> ShellLine:
        more, rest = 0, ""
        while self.at < len(self.text):
            if end := self.end_of_command():
                after = self.text[self.at + len(end) :].replace("\0", "\n")
                more = len(_ANOTHER_CURL.findall(f" {after}"))
                rest = "" if _ANOTHER_CURL.match(f" {after.lstrip()}") else f"{end} {_first_word(after)}".strip("\0\n ")
                rest = rest if after.strip() else ""
                break
            self.step()
        self.end_word()
        return ShellLine(tuple(self.words), more, rest)

    def end_of_command(self) -> str:
        raise NotImplementedError

    def step(self) -> None:
        raise NotImplementedError

    def add(self, text: str, length: int) -> None:
        self.word = (self.word or "") + text
        self.at += length

    def end_word(self) -> None:
        if self.word is None:
            return
        if not self.names_a_file:
            self.words.append(self.word)
        self.word, self.names_a_file = None, False

    def open_quote(self, quote: str, start: int) -> UnreadableCurlError:
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        # The text after the name of a header may be a secret.
        shown = re.split(r"[:=]|\n", self.text[start : start + _SHOWN])[0]
        return UnreadableCurlError(
            f"the command is cut off: the quote {quote} in line {line}, column {column} is never closed: {shown}…"
        )


class _BashReader(_Reader):
    def end_of_command(self) -> str:
        text, at = self.text, self.at
        if text[at] == "\n" and self.words and _ANOTHER_CURL.match(text, at):
            return "\n"
        # `&` inside a URL without quotes belongs to the URL.
        match = None if self.names_a_file else _END_OF_COMMAND.match(text, at)
        return match[0] if match else ""

    def step(self) -> None:
        text, at = self.text, self.at
        char, two = text[at], text[at : at + 2]
        if char in _BLANK:
            self.end_word()
            self.at += 1
        elif (match := _CONTINUED.match(text, at)) and (self.word is None or match[0] in ("\\\n", "\\\r\n")):
            self.at = match.end()
        elif text[at:] == "\\":
            raise _cut_off("\\")
        elif (match := _REDIRECTION.match(text, at)) and (self.word is None or not char.isdigit()):
            # A number before `>` is a stream only if it is a separate word.
            self.end_word()
            self.names_a_file = True
            self.at = match.end()
        elif char == "\\":
            self.add(text[at + 1 : at + 2], 2)
        elif two == "$'":
            self.ansi_quoted()
        elif char == "'":
            end = self.closing("'", at + 1, "'")
            self.add(text[at + 1 : end], end + 1 - at)
        elif char == '"' or two == '$"':
            self.double_quoted(at + len(char if char == '"' else two))
        elif match := _SHELL_VARIABLE.match(text, at):
            self.add(_marked(match), len(match[0]))
        else:
            self.add(char, 1)

    def closing(self, quote: str, start: int, shown: str) -> int:
        end = self.text.find(quote, start)
        if end < 0:
            raise self.open_quote(shown, self.at)
        return end

    def ansi_quoted(self) -> None:
        match = re.compile(r"\$'((?:\\.|[^\\'])*)'", re.DOTALL).match(self.text, self.at)
        if match is None:
            raise self.open_quote("$'", self.at)
        found = _ANSI.sub(_ansi_character, match[1])
        # JSON.stringify writes each half of a surrogate pair as a separate escape.
        self.add(found.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), len(match[0]))

    def double_quoted(self, start: int) -> None:
        found, at = "", start
        while at < len(self.text) and self.text[at] != '"':
            if self.text[at] == "\\" and self.text[at + 1 : at + 2] in _ESCAPED_IN_QUOTES:
                found += self.text[at + 1 : at + 2].replace("\n", "")
                at += 2
            elif match := _SHELL_VARIABLE.match(self.text, at):
                found += _marked(match)
                at += len(match[0])
            else:
                found += self.text[at]
                at += 1
        if at >= len(self.text):
            raise self.open_quote('"', self.at)
        self.add(found, at + 1 - self.at)


class _CmdReader(_Reader):
    """Reads as Windows does: cmd removes `^`, then the program reads quotes and backslashes."""

    def __init__(self, text: str) -> None:
        super().__init__(_without_carets(text.replace("\r\n", "\n")))

    def end_of_command(self) -> str:
        return self.text[self.at] if self.text[self.at] == "\0" else ""

    def step(self) -> None:
        text, at = self.text, self.at
        if text[at] in _BLANK:
            self.end_word()
            self.at += 1
        elif text[at] == '"':
            self.quoted(at + 1)
        elif text.startswith('\\"', at):
            self.add('"', 2)
        else:
            self.add(text[at], 1)

    def quoted(self, start: int) -> None:
        found, at = "", start
        while at < len(self.text):
            match = re.compile(r'(\\+)("?)|""|"').match(self.text, at)
            if match is None:
                found, at = found + self.text[at], at + 1
            elif match[1]:
                slashes = len(match[1])
                # Browsers double every backslash, although Windows halves them only before a quote.
                odd = '"' if match[2] else "\\"
                found += "\\" * (slashes // 2) + odd * (slashes % 2)
                at += slashes + (1 if match[2] and slashes % 2 else 0)
            elif match[0] == '""':
                found, at = found + '"', at + 2
            else:
                self.add(found, at + 1 - self.at)
                return
        raise self.open_quote('"', self.at)


def _without_carets(text: str) -> str:
    """Return the text that cmd passes on; the end of the command, such as `&` outside quotes, becomes NUL."""
    found, at, in_quotes = [], 0, False
    while at < len(text):
        char = text[at]
        if char == "^" and not in_quotes:
            after = text[at + 1 : at + 2]
            if not after and "\0" not in found:
                raise _cut_off("^")
            # A caret at the end of a line joins the next line, whose first character is literal.
            joined = after == "\n"
            found.append(text[at + 2 : at + 3] if joined else after)
            at += 3 if joined else 2
            continue
        if char == '"':
            in_quotes = not in_quotes
        ends = char in "&|\n" and not in_quotes
        found.append("\0" if ends else char)
        at += 1
    return "".join(found)


def _first_word(text: str) -> str:
    """Return the first word of a command; the text after it may be a secret."""
    first, *others = text.split(maxsplit=1) or [""]
    return f"{first[:_SHOWN]} …" if others else first[:_SHOWN]


def _cut_off(mark: str) -> UnreadableCurlError:
    return UnreadableCurlError(f'the command is cut off: it ends with "{mark}"')


def _marked(match: re.Match[str]) -> str:
    return shell_variable(match[1] or match[2])


def _ansi_character(match: re.Match[str]) -> str:
    if match["one"]:
        return _ANSI_CHARACTERS.get(match["one"], match["one"])
    if match["octal"]:
        return chr(int(match["octal"], 8))
    return chr(min(int(match["hex"] or match["u"] or match["U"], 16), 0x10FFFF))
