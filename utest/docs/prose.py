"""Read the project's texts for people, and find what a native speaker would not write.

    python -m utest.docs.prose [FILE ...]

lists words to avoid and sentences that are too long. Without a file it reads everything: the pages, what the package
shows to users, and its docstrings and comments.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utest.docs.pages import PROJECT_PAGES, ROOT

PACKAGE = ROOT / "QuashLibrary"
RESOURCES = ROOT / "resources"
LONGEST = 25
"""Words of a sentence."""

_AVOID = {
    r"stands?(?! (?:for|in for|alone|out)\b)": 'write "is"',
    r"told|tells?": 'write "says", "reports" or "shows"',
    r"(?<!n't )(?<!not )(?<!n’t )ha(?:s|ve) to(?! do\b)": 'write "must"',
    r"parted": 'write "separated"',
    r"anew": 'write "again"',
    r"amid": 'write "while"',
    r"all that": 'write "all of them" or "everything that"',
    r"made-up": 'write "simulated"',
    r"(?:is|are) gone": "say what happened: it died, was closed, no longer exists",
    r"(?:is|are|was|were) asked|asks? the backend|asked again": 'a validation "runs"; a request "is sent"',
    r"be it|be they": 'write "whether"',
    r"but for (?:the|its|their|those|what)": 'write "except"',
    r"speaks? of": 'write "applies to"',
    r"all the same": 'write "anyway"',
    r"nothing but": 'write "only"',
    r"what is more|thereof|therein|wherein|whereof": "write a plain sentence",
}
"""What LANGUAGE's first rules name, each with the advice."""
_FLAGGED = re.compile("|".join(rf"(?P<f{number}>\b(?:{word})\b)" for number, word in enumerate(_AVOID)), re.IGNORECASE)
_ADVICE = tuple(_AVOID.values())
_FENCE = re.compile(r"^ *```.*?^ *```$|^(?: {4}|\t)[^\n]*$|<!--.*?-->", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"``.+?``|`[^`\n]+`")
_TEST_LINK = re.compile(r"\[[^\[\]]*\]\([^)\s]*test/[^)\s]*\)")
"""The name of a test is not prose."""
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)\s]*\)")
_END = re.compile(r"(?<=[.!?])[\")*_]*\s+|(?<=:)[*_]*\s+(?=[A-Z])|\n\s*\n|\n\s*(?:[-*|#]|\d+\.) ?|\|")
_WORD = re.compile(r"[\w$@{}%./=<>'’-]*\w[\w'’]*")


@dataclass(frozen=True)
class Text:
    """A text for people: its file, its first line, and what it says."""

    path: Path
    line: int
    text: str
    is_markdown: bool = False


@dataclass(frozen=True)
class Finding:
    """What to write in another way, and where."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        """Return a line that an editor can follow."""
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


def page_texts() -> Iterator[Text]:
    """Yield the pages: README, docs/, and those for contributors."""
    for page in PROJECT_PAGES:
        yield Text(page.path, 1, page.text, is_markdown=True)


def shown_texts() -> Iterator[Text]:
    """Yield what the package and its resources show to users: messages, helps, keyword documentation, descriptions."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        notes = set(_docstrings(tree))
        is_documentation = path.parent.name == "keywords"
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
            if is_text and (is_documentation or node not in notes):
                yield Text(path, node.lineno, node.value)
    for path in sorted(RESOURCES.rglob("*.schema.json")):
        for text in _strings(json.loads(path.read_text(encoding="utf-8"))):
            yield Text(path, 1, text)
    for path in sorted((*RESOURCES.rglob("*.resource"), *RESOURCES.rglob("*.yaml"), *RESOURCES.rglob("*.robot"))):
        yield Text(path, 1, path.read_text(encoding="utf-8"))


def note_texts() -> Iterator[Text]:
    """Yield the docstrings and comments of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in _docstrings(ast.parse(path.read_text(encoding="utf-8"))):
            yield Text(path, node.lineno, node.value)
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.COMMENT:
                    yield Text(path, token.start[0], token.string.lstrip("# "))


def plain(text: Text) -> str:
    """Return a text without code and addresses, at the same lines."""
    shown = text.text
    if text.is_markdown:
        shown = _FENCE.sub(lambda block: "\n" * block[0].count("\n"), shown)
        shown = _LINK.sub(r"\1", _TEST_LINK.sub("X", shown))
    return _CODE.sub("X", shown)


def words_to_avoid(texts: Iterable[Text]) -> Iterator[Finding]:
    """Yield each word that LANGUAGE's first rules replace."""
    for text in texts:
        shown = plain(text)
        for match in _FLAGGED.finditer(shown):
            line = text.line + shown.count("\n", 0, match.start())
            yield Finding(text.path, line, f'"{match[0]}": {_ADVICE[int((match.lastgroup or "")[1:])]}')


def long_sentences(texts: Iterable[Text]) -> Iterator[Finding]:
    """Yield each sentence of more than 25 words."""
    for text in texts:
        shown = plain(text)
        start = 0
        for end in [*(match.start() for match in _END.finditer(shown)), len(shown)]:
            sentence = shown[start:end]
            words = _WORD.findall(sentence)
            if len(words) > LONGEST:
                line = text.line + shown.count("\n", 0, start + len(sentence) - len(sentence.lstrip()))
                yield Finding(text.path, line, f"{len(words)} words: {' '.join(sentence.split())[:70]}…")
            start = end


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Yield docstrings, and the strings below attributes that document them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def main(names: list[str]) -> None:
    """Print the findings in these files, or in all."""
    chosen = {Path(name).resolve() for name in names}
    texts = [*page_texts(), *shown_texts(), *note_texts()]
    kept = [text for text in texts if not chosen or text.path in chosen]
    prose = [text for text in kept if text.is_markdown]
    for finding in [*words_to_avoid(kept), *long_sentences(prose)]:
        print(finding)


if __name__ == "__main__":
    main(sys.argv[1:])
