"""Read a JSONPath as a tester writes it, and say what to write instead of a wrong one.

In: the text of a path. Out: its canonical spelling, with every name quoted and every escape resolved, which jsonpath-ng
reads without surprises. This module implements the language, not the library: it refuses or rewrites everything that
jsonpath-ng would silently misread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, NoReturn

from QuashLibrary.errors import PathError
from QuashLibrary.language.exact_numbers import read_fraction
from QuashLibrary.language.json_display import quote, show
from QuashLibrary.language.jsonpath.text import LONGEST_INTEGER, PLACEHOLDER, PathText, library_quote, number_literal

if TYPE_CHECKING:
    from collections.abc import Callable

Step = str | int

MOST_SEGMENTS = 100
MOST_DESCENTS = 2
MOST_NESTED = 8
LONGEST_PATH = 20_000

_NAME = re.compile(r"[^\W\d][\w-]*")
_WORD = re.compile(r"[^\s\[\]().,'\"=<>!&|]+")
_LOOSE_NAME = re.compile(r"[^.\[\]()]+")
_INDEX = re.compile(r"-?\d{1,15}(?!\d)")
_SLICE = re.compile(r"(-?\d{1,15})?\s*:\s*(-?\d{1,15})?\s*(?::\s*(-?\d{1,15})?)?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_OPERATOR = re.compile(r"=~|===|!==|==|!=|<>|<=|>=|<|>|=")
_COMPARISONS = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_MEANT = {"=": "==", "===": "==", "!==": "!=", "<>": "!="}
_CONSTANTS = {"true": True, "false": False, "null": None}
_JOINED = {"and": "&&", "or": "||", "not": "!"}


@dataclass(frozen=True, slots=True)
class Syntax:
    """A parsed path: the library's spelling, and its steps up to the first one that may find several values."""

    canonical: str
    steps: tuple[Step, ...]
    definite: bool
    is_open: bool


def read_path(text: str) -> Syntax:
    """Parse a path; raises PathError."""
    return _PathParser(text).whole()


@dataclass(slots=True)
class _Query:
    """A path during parsing: `steps` grows until a segment may find several values."""

    canonical: str
    steps: list[Step] = field(default_factory=list)
    definite: bool = True
    open: bool = False

    def add(self, canonical: str, step: Step | None = None) -> None:
        self.canonical += canonical
        if step is None:
            self.definite = False
        elif self.definite and not self.open:
            self.steps.append(step)


class _PathParser(PathText):
    """A recursive descent parser of one path; every method continues at `at`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.segments = 0
        self.descents = 0
        self.nested = 0
        self.open = False

    def whole(self) -> Syntax:
        if len(self.text) > LONGEST_PATH:
            raise PathError(f"the path has {len(self.text):,} characters; the limit is {LONGEST_PATH:,}")
        self.check_start()
        self.at = 1
        query = self.query("$")
        if self.at < len(self.text):
            self.fail_at_rest()
        return Syntax(query.canonical, tuple(query.steps), query.definite, self.open)

    def check_start(self) -> None:
        text = self.text
        if not text.strip():
            self.fail("the path is empty", "$")
        if text.startswith(("${", "@")) or text[0] in "./[":
            fixed = f"${text[1:]}" if text[0] == "@" else f"${text}" if text[0] in ".[" else None
            self.fail('a path must start with "$"', fixed)
        if text[0] != "$":
            self.fail('a path must start with "$"', f"$.{text}")
        if _NAME.match(text, 1):
            self.fail('"$" must be followed by "." or "["', f"$.{text[1:]}")

    # Segments

    def query(self, root: str) -> _Query:
        query = _Query(root)
        while True:
            if self.text.startswith("..", self.at):
                self.descent(query)
            elif self.peek() == "." and self.at + 1 <= len(self.text):
                self.at += 1
                self.dotted(query)
            elif self.peek() == "[":
                self.bracket(query)
            else:
                return query
            self.segments += 1
            if self.segments > MOST_SEGMENTS:
                self.fail(f"the path has more than {MOST_SEGMENTS} steps")

    def descent(self, query: _Query) -> None:
        self.descents += 1
        if self.descents > MOST_DESCENTS:
            self.fail(f'a path can contain ".." at most {MOST_DESCENTS} times: each one searches everything below')
        self.at += 2
        query.add("..")
        if self.peek() == "[":
            self.bracket(query)
        else:
            self.dotted(query, bare=True)

    def dotted(self, query: _Query, bare: bool = False) -> None:
        if self.peek() == "*":
            self.at += 1
            query.add("*" if bare else "[*]")
            return
        name = _NAME.match(self.text, self.at)
        if not name or self.goes_on(name.end()):
            self.fail_in_name()
        if self.text.startswith("(", name.end()):
            self.fail_call(name[0], name.end())
        self.at = name.end()
        query.add(f"[{library_quote(name[0])}]", name[0])

    def goes_on(self, end: int) -> bool:
        """Return whether a name continues with a character that a bare name must not have."""
        if self.nested:
            return False
        return end < len(self.text) and self.text[end] not in ".[("

    def bracket(self, query: _Query) -> None:
        self.at += 1
        self.blank()
        nothing = self.peek()
        if nothing == "]":
            self.fail("the brackets are empty", self.swap(self.at, self.at, "*"))
        if nothing == "?":
            self.filter(query)
        elif nothing == "*":
            self.at += 1
            query.add("[*]")
        else:
            self.selectors(query)
        self.close("]")

    def selectors(self, query: _Query) -> None:
        sliced = _SLICE.match(self.text, self.at)
        if sliced:
            if sliced[3] and int(sliced[3]) == 0:
                self.fail("the third number of a slice, its step, must not be 0")
            self.at = sliced.end()
            parts = [str(int(part)) if part else "" for part in sliced.groups()]
            query.add(f"[{':'.join(parts if sliced[3] else parts[:2])}]")
            return
        items = [self.selector(query)]
        while self.blank() == ",":
            self.at += 1
            self.blank()
            items.append(self.selector(query))
        if len({type(item) for item in items}) > 1:
            self.fail("names and numbers cannot be in the same brackets")
        canonical = ",".join(str(item) if isinstance(item, int) else library_quote(item) for item in items)
        query.add(f"[{canonical}]", items[0] if len(items) == 1 else None)

    def selector(self, query: _Query) -> Step:
        placeholder = PLACEHOLDER.match(self.text, self.at)
        if placeholder:
            self.at = placeholder.end()
            self.open = query.open = True
            return placeholder[0]
        if self.peek() in ("'", '"'):
            return self.quoted()
        index = _INDEX.match(self.text, self.at)
        if index:
            self.at = index.end()
            return int(index[0])
        return self.fail_selector()

    # Filters

    def filter(self, query: _Query) -> None:
        self.at += 1
        self.deeper()
        query.add(f"[?{self.either()}]")
        self.nested -= 1

    def deeper(self) -> None:
        self.nested += 1
        if self.nested > MOST_NESTED:
            self.fail(f"filters and brackets are nested more than {MOST_NESTED} deep")

    def either(self) -> str:
        return self.joined("||", self.both)

    def both(self) -> str:
        return self.joined("&&", self.condition)

    def joined(self, sign: str, part: Callable[[], str]) -> str:
        text = part()
        self.blank()
        while self.text.startswith(sign, self.at):
            self.at += 2
            text += f" {sign} {part()}"
            self.blank()
        self.check_joined()
        return text

    def condition(self) -> str:
        self.segments += 1
        if self.blank() == "(":
            self.at += 1
            self.deeper()
            text = f"({self.either()})"
            self.close(")")
            self.nested -= 1
            return text
        if self.peek() == "!":
            return self.negation()
        return self.comparison()

    def negation(self) -> str:
        self.at += 1
        if self.blank() == "(":
            self.fail('"!" is allowed only before a path, as in "!@.error"; reverse the condition instead')
        query = self.operand()
        if not isinstance(query, _Query):
            self.fail('"!" is allowed only before a path, as in "!@.error"')
        return f"!{query.canonical}"

    def comparison(self) -> str:
        start = self.at
        left = self.operand()
        self.blank()
        sign = self.sign()
        if sign is None:
            if not isinstance(left, _Query):
                self.fail("a filter compares with a path, as in \"@.state == 'paid'\"", at=start)
            return left.canonical
        self.blank()
        right = self.operand()
        for side in (left, right):
            if isinstance(side, _Query) and not side.definite:
                self.fail(
                    "a comparison needs a path that finds one value; nest a filter instead, "
                    "as in \"?(@.items[?(@.sku == 'A')])\"",
                    at=start,
                )
        if isinstance(left, _Query):
            return f"{left.canonical} {sign} {right.canonical if isinstance(right, _Query) else right}"
        if isinstance(right, _Query):
            return f"{right.canonical} {_COMPARISONS[sign] if sign not in ('==', '!=') else sign} {left}"
        self.fail("one side of a comparison must be a path such as @.state", at=start)

    def sign(self) -> str | None:
        match = _OPERATOR.match(self.text, self.at)
        if not match:
            self.check_joined()
            return None
        if match[0] == "=~":
            self.fail('"=~" is not supported; use the operator "matches" in "each" or "any" on the values found')
        if match[0] in _MEANT:
            meant = _MEANT[match[0]]
            self.fail(f'"{match[0]}" is not a comparison', self.swap(self.at, match.end(), meant))
        self.at = match.end()
        return match[0]

    def check_joined(self) -> None:
        word = _WORD.match(self.text, self.at)
        if word and word[0].lower() in _JOINED:
            meant = _JOINED[word[0].lower()]
            self.fail(f'"{word[0]}" is not supported in a filter', self.swap(self.at, word.end(), meant))
        if word and word[0] == "in":
            self.fail("\"in\" is not supported in a filter; join comparisons: \"@.a == 'x' || @.a == 'y'\"")
        if self.peek() == "&" or self.peek() == "|":
            double = self.peek() * 2
            if not self.text.startswith(double, self.at):
                self.fail(f'write "{double}"', self.swap(self.at, self.at + 1, double))

    def operand(self) -> _Query | str:
        placeholder = PLACEHOLDER.match(self.text, self.at)
        if placeholder:
            self.at = placeholder.end()
            self.open = True
            return "'?'"
        if self.peek() in ("@", "$"):
            self.at += 1
            return self.query(self.text[self.at - 1])
        if self.peek() in ("'", '"'):
            return library_quote(self.quoted())
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            return self.number(number[0])
        return self.word()

    def number(self, digits: str) -> str:
        if len(digits) > LONGEST_INTEGER or not isfinite(float(digits)):
            self.fail("the number is too large")
        return number_literal(int(digits) if re.fullmatch(r"-?\d+", digits) else read_fraction(digits))

    def word(self) -> str:
        word = _WORD.match(self.text, self.at)
        if not word:
            self.fail("the filter is not complete" if self.peek() in ("", "]", ")") else "unexpected character")
        if word[0] in _CONSTANTS:
            self.at = word.end()
            return word[0]
        if self.text.startswith("(", word.end()):
            self.fail(f'functions such as "{word[0]}()" are not supported in a filter')
        if word[0].lower() in _JOINED:
            self.check_joined()
        self.fail(
            'a text must be in quotes, a key after "@."',
            self.swap(word.start(), word.end(), f"'{word[0]}'"),
        )

    def fail_in_name(self) -> NoReturn:
        dot = self.at - 1
        placeholder = PLACEHOLDER.match(self.text, self.at)
        if placeholder:
            self.fail("a placeholder must be in brackets", self.swap(dot, placeholder.end(), f"[{placeholder[0]}]"))
        if self.peek() == "[":
            self.fail('"." is not allowed before "["', self.swap(dot, self.at, ""))
        if self.peek() in ("", "."):
            self.fail('a key is missing after "."', self.text.rstrip(".") if self.at >= len(self.text) else None)
        run = _LOOSE_NAME.match(self.text, self.at)
        name = run[0] if run else self.peek()
        if name.isdigit():
            fixed = self.swap(dot, self.at + len(name), f"[{name}]")
            key = self.swap(dot, self.at + len(name), f"['{name}']")
            self.fail(f"a number must be in brackets, and also in quotes if it is an object's key: {key}", fixed)
        self.fail(
            f"the key {show(name, 40)} must be in brackets and quotes",
            self.swap(dot, self.at + len(name), f"[{quote(name)}]"),
        )

    def fail_call(self, name: str, end: int) -> NoReturn:
        before = self.text[: self.at - 1]
        if name in ("length", "size", "count", "len"):
            self.fail(f'functions are not supported; write the operator "count": {before}: {{count: …}}')
        self.fail(f'functions such as "{name}()" are not supported in a path', at=end)

    def fail_selector(self) -> NoReturn:
        if self.peek() == "(":
            self.fail("scripts in brackets are not supported; the last element is [-1]")
        word = _WORD.match(self.text, self.at)
        if not word:
            self.fail("a key in quotes, a number, * or ?(…) is missing in the brackets")
        self.fail("a key in brackets must be in quotes", self.swap(word.start(), word.end(), quote(word[0])))

    def fail_at_rest(self) -> NoReturn:
        rest = self.text[self.at :]
        if rest.startswith("`"):
            self.fail('operators in backquotes are not supported; for `len` use the operator "count"')
        if rest[0].isspace():
            self.fail("unexpected blank; a key with a blank must be in brackets and quotes")
        self.fail(f'unexpected "{rest[:20]}"')
