"""Say where a line of a registry has no key, or another one than its writer meant.

In: the source's lines. Out: a Problem that shows the line as it should be written. Apart from what stops the parser,
since it stops only at the line below, or amid the key.
"""

import re
from typing import Final

from QuashLibrary.language.operators.table import operator_table
from QuashLibrary.problems import Problem
from QuashLibrary.registry.yaml.source import START, Source, indent_of, quoted, shortened, value_column

_OPERATORS: Final = sorted(
    (name for row in operator_table() for name in (row.name, *row.aliases)), key=len, reverse=True
)
_WORDS: Final = re.compile(r"(\$[^\s\[]*|[A-Za-z][\w-]*) +(\S.*)")
_NO_KEY_DUE: Final = ("#", "-", "|", ">", '"', "'", "[", "{", "%")
_CLOSING: Final = {"]": "[", ")": "("}


def without_colon(source: Source, line: int, column: int, *, below_text: bool = True) -> Problem:
    """`request GET /x`: a line where a key is due, without a colon."""
    text = source.line(line)[column:].rstrip()
    message = f'"{shortened(text)}" stands where a key is due, and no ":" follows'
    otherwise = ", or indent it more if it goes on with the text above" if below_text else ""
    return source.problem(line, column, message, f'write "{shortened(_with_colon(text))}"{otherwise}')


def without_colon_above(source: Source, line: int, key_line: int) -> Problem | None:
    """A line without a colon between a key that waits for its value and the line at which YAML notices."""
    if key_line >= 0 and source.line(key_line)[value_column(source.line(key_line)) :].partition("#")[0].strip():
        return None
    for number in range(key_line + 1, line):
        text = source.line(number).strip()
        if text and not text.startswith(_NO_KEY_DUE):
            return without_colon(source, number, indent_of(source.line(number)), below_text=False)
    return None


def colon_in_key(source: Source, line: int) -> Problem | None:
    """`$.a[?(@.b == "x: y")]: 1`: the colon that YAML takes for the key's own stands inside of brackets."""
    text = source.line(line)
    match = START.match(text)
    start, end = (match.start("key"), match.end("key")) if match and match.group("key") else (0, 0)
    whole = _whole_key(text[start:])
    if not end or len(whole) <= end - start:
        return None
    message, suggestion = '": " cannot stand in a key without quotes', f"write the key in quotes: {quoted(whole)}"
    return source.problem(line, text.index(":", end), message, suggestion)


def _with_colon(text: str) -> str:
    if operator := next((name for name in _OPERATORS if text.startswith(f"{name} ")), ""):
        return f"{operator}: {text[len(operator) :].strip()}"
    words = _WORDS.fullmatch(text)
    return f"{words[1]}: {words[2]}" if words else f"{text}: …"


def _whole_key(text: str) -> str:
    """Return the text up to the first colon outside of brackets and of quotes in them; empty where there is none."""
    opened: list[str] = []
    for index, char in enumerate(text):
        inside = opened[-1] if opened else ""
        if inside and inside in "\"'":
            opened = opened[:-1] if char == inside else opened
        elif char in "[(" or (inside and char in "\"'"):
            opened.append(char)
        elif inside and _CLOSING.get(char) == inside:
            opened.pop()
        elif not inside and char == ":" and text[index + 1 : index + 2] in ("", " "):
            return text[:index].rstrip()
    return ""
