"""Read a suite or resource file with Robot's own parser."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, Literal

from robot.api import Languages
from robot.api.parsing import ModelVisitor, Token, get_init_model, get_model, get_resource_model

from QuashLibrary.robotside.suites.model import Block, Fault, SuiteFile, Word, WrittenImport, WrittenStep
from QuashLibrary.robotside.suites.steps import all_calls, normal_name, own_keyword

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DATA_DRIVER = "DataDriver"
"""A library that generates tests from data and a test without a body."""
_IMPORTS: Mapping[str, Literal["library", "resource", "variables"]] = {
    "importlibrary": "library",
    "importresource": "resource",
    "importvariables": "variables",
}
"""The keywords that import, in Robot's normal form."""
_EMPTY_TEST = "Test cannot be empty."
_NONE = "NONE"
_VARIABLE = re.compile(r"\\?[$@&]\{?\s*([\w ]+)")
_NAME = re.compile(r"\\?(?:[$@&]\{?)?\s*([^\W\d][\w ]*)")
"""Matches the name of a variable in the cells of keywords that set it."""
_EMBEDDED = re.compile(r"\$\{\s*([^{}:]+)")
_VALUES = frozenset({Token.ARGUMENT, Token.VARIABLE, Token.ASSIGN})


def read_suite(path: Path) -> SuiteFile:
    """Return a file; if it cannot be read, its faults contain the reason."""
    file = SuiteFile(path)
    try:
        content = path.read_bytes()
        file.text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        place = Word("", line, column)
        return _unreadable(file, place, "the file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        return _unreadable(file, Word("", 1, 1), f"cannot read the file: {error.strerror or error}")
    model = _parsed(path, file.text)
    _Reader(file, _prefixes(model)).visit(model)
    makes_tests = any(item.name.text == DATA_DRIVER for item in file.imports)
    errors = _syntax_errors(model)
    file.faults += (fault for fault in errors if not (makes_tests and fault.message == _EMPTY_TEST))
    return file


def _unreadable(file: SuiteFile, place: Word, message: str, fix: str = "") -> SuiteFile:
    file.is_readable = False
    file.faults.append(Fault("unreadable", place, message, fix))
    return file


def _parsed(path: Path, text: str) -> Any:
    # Robot would treat a text without a line break as a file name.
    text = f"{text}\n"
    if path.suffix.lower() == ".resource":
        return get_resource_model(text)
    return get_init_model(text) if path.stem.lower() == "__init__" else get_model(text)


def _prefixes(model: Any) -> re.Pattern[str]:
    words = sorted(Languages(getattr(model, "languages", ())).bdd_prefixes, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\s+", re.IGNORECASE)


def _syntax_errors(model: Any) -> Iterator[Fault]:
    for node in ast.walk(model):
        tokens = getattr(node, "tokens", ())
        reported = [token for token in tokens if token.error]
        for token in reported:
            yield Fault("syntax", Word(token.value, token.lineno, token.col_offset + 1), token.error)
        if not reported:
            for message in getattr(node, "errors", ()):
                yield Fault(
                    "syntax", Word("", getattr(node, "lineno", 1), max(getattr(node, "col_offset", 0), 0) + 1), message
                )


class _Reader(ModelVisitor):
    """Adds relevant statements to the file. The methods have the names of Robot's statements."""

    def __init__(self, file: SuiteFile, prefixes: re.Pattern[str]) -> None:
        self._file = file
        self._prefixes = prefixes
        self._suite = Block("suite")
        self._block = self._suite
        self._template: Word | None = None
        self._default_template: Word | None = None
        file.blocks.append(self._suite)

    def visit_LibraryImport(self, node: Any) -> None:  # noqa: N802 - Robot's name
        self._import("library", node)

    def visit_ResourceImport(self, node: Any) -> None:  # noqa: N802
        self._import("resource", node)

    def visit_VariablesImport(self, node: Any) -> None:  # noqa: N802
        self._import("variables", node)

    def visit_SuiteSetup(self, node: Any) -> None:  # noqa: N802
        self._suite.steps += self._fixture(node)

    visit_SuiteTeardown = visit_SuiteSetup  # noqa: N815

    def visit_TestSetup(self, node: Any) -> None:  # noqa: N802
        self._file.setup += self._fixture(node)

    def visit_TestTeardown(self, node: Any) -> None:  # noqa: N802
        self._file.teardown += self._fixture(node)

    def visit_TestTemplate(self, node: Any) -> None:  # noqa: N802
        self._default_template = _word_of(node.get_token(Token.NAME))

    def visit_TestTags(self, node: Any) -> None:  # noqa: N802
        self._file.tags += _words_of(node, Token.ARGUMENT)

    visit_ForceTags = visit_TestTags  # noqa: N815

    def visit_DefaultTags(self, node: Any) -> None:  # noqa: N802
        self._file.default_tags += _words_of(node, Token.ARGUMENT)

    def visit_Variable(self, node: Any) -> None:  # noqa: N802
        self._note_set(node)
        values = _words_of(node, Token.ARGUMENT)
        if str(node.name).startswith("$") and len(values) == 1:
            self._file.variables[normal_name(str(node.name)[2:-1])] = values[0].text

    def visit_TestCase(self, node: Any) -> None:  # noqa: N802
        self._template = self._default_template
        for item in node.body:
            if type(item).__name__ == "Template":
                self._template = _word_of(item.get_token(Token.NAME))
        self._visit_block(Block("test", str(node.name)), node)

    def visit_Keyword(self, node: Any) -> None:  # noqa: N802
        self._visit_block(Block("keyword", str(node.name)), node)

    def visit_Setup(self, node: Any) -> None:  # noqa: N802
        self._block.has_setup = True
        self._block.steps += self._fixture(node)

    def visit_Teardown(self, node: Any) -> None:  # noqa: N802
        self._block.has_teardown = True
        self._block.steps += self._fixture(node)

    def visit_Tags(self, node: Any) -> None:  # noqa: N802
        self._block.tags += _words_of(node, Token.ARGUMENT)

    def visit_KeywordCall(self, node: Any) -> None:  # noqa: N802
        self._note_set(node, Token.ASSIGN)
        self._block.steps += self._step(node.get_token(Token.KEYWORD), node)

    def visit_TemplateArguments(self, node: Any) -> None:  # noqa: N802
        if self._template and self._template.text.upper() != _NONE:
            self._add(WrittenStep(self._template, _words_of(node, Token.ARGUMENT), is_row=True))

    def visit_Statement(self, node: Any) -> None:  # noqa: N802
        """Note the variables that VAR, [Arguments] and the headers of FOR, TRY and similar structures set."""
        kinds = _VALUES if type(node).__name__ == "Arguments" else _VALUES - {Token.ARGUMENT}
        self._note_set(node, *kinds)

    def _visit_block(self, block: Block, node: Any) -> None:
        self._file.blocks.append(block)
        self._block = block
        # Arguments that are embedded in the name of a keyword.
        block.set_names |= {normal_name(name) for name in _EMBEDDED.findall(block.name)}
        self.generic_visit(node)
        self._block = self._suite

    def _import(self, kind: Any, node: Any) -> None:
        if name := _word_of(node.get_token(Token.NAME)):
            self._file.imports.append(WrittenImport(kind, name, _words_of(node, Token.ARGUMENT)))

    def _fixture(self, node: Any) -> list[WrittenStep]:
        token = node.get_token(Token.NAME)
        return [] if token is None or token.value.upper() == _NONE else self._step(token, node)

    def _step(self, token: Any, node: Any) -> list[WrittenStep]:
        name = _word_of(token)
        if name is None:
            return []
        if (match := self._prefixes.match(name.text)) and own_keyword(name.text[match.end() :]):
            name = Word(name.text[match.end() :], name.line, name.column + match.end())
        return self._noted(WrittenStep(name, _words_of(node, Token.ARGUMENT)))

    def _add(self, step: WrittenStep) -> None:
        self._block.steps += self._noted(step)

    def _noted(self, step: WrittenStep) -> list[WrittenStep]:
        """Return a step, and note the variables that it may set and the libraries that it imports."""
        for call in all_calls(step):
            name, cells = normal_name(call.name.text.rpartition(".")[2]), call.cells
            if "variable" in name or "backendinput" in name:
                set_by = cells[:1] if name == "fetchintovariable" else cells
                names = (_NAME.match(cell.text) for cell in set_by if "=" not in cell.text.rstrip("= "))
                self._file.set_names |= {normal_name(match[1]) for match in names if match}
            if name in _IMPORTS and cells:
                self._file.imports.append(WrittenImport(_IMPORTS[name], cells[0], _before_as(cells[1:])))
        return [step]

    def visit_Var(self, node: Any) -> None:  # noqa: N802
        names = self._block.set_names if node.scope in (None, "LOCAL") else self._file.set_names
        if match := _VARIABLE.match(node.name):
            names.add(normal_name(match[1]))

    def _note_set(self, node: Any, *kinds: str) -> None:
        names = self._file.set_names if self._block is self._suite else self._block.set_names
        for token in node.get_tokens(*(kinds or (Token.VARIABLE,))):
            if match := _VARIABLE.match(token.value):
                names.add(normal_name(match[1]))


def _before_as(cells: tuple[Word, ...]) -> tuple[Word, ...]:
    texts = [cell.text for cell in cells]
    return cells[: texts.index("AS")] if "AS" in texts else cells


def _words_of(node: Any, kind: str) -> tuple[Word, ...]:
    return tuple(Word(token.value, token.lineno, token.col_offset + 1) for token in node.get_tokens(kind))


def _word_of(token: Any) -> Word | None:
    return Word(token.value, token.lineno, token.col_offset + 1) if token else None
