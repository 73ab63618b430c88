"""Put the YAML parser's events together to a tree of values that know where they stand.

In: the text of one file. Out: its Node tree; what is wrong is added to the problems. The only module
that imports `yaml`. The parser's events are read directly, as its loaders lose positions, guess at types
(`no`, `0123`) and can be blown up by aliases or nesting.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import yaml

from QuashLibrary.errors import NumberTooLargeError
from QuashLibrary.problems import Position, Problem, did_you_mean
from QuashLibrary.registry.yaml import stops as yaml_stops
from QuashLibrary.registry.yaml import traps as yaml_traps
from QuashLibrary.registry.yaml.escapes import half_of_pair, restored, rewritten
from QuashLibrary.registry.yaml.nodes import Key, Node, Value
from QuashLibrary.registry.yaml.source import Source, shortened
from QuashLibrary.registry.yaml.words import meaning

MAX_DEPTH: Final = 64
"""Lists and mappings inside each other, aliases filled in: deeper than any registry, short of any stack."""

TOO_DEEP: Final = f"lists and mappings are nested more than {MAX_DEPTH} deep"

MAX_ALIASED: Final = 100_000
"""Values that the aliases of one file may stand for, all together."""

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class _Mark(Protocol):
    line: int
    column: int


class _Event(Protocol):
    """What the parser's events have, each its part; the stubs would have it that marks can be missing."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    version: tuple[int, int] | None
    tags: dict[str, str] | None


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read."""

    node: Node
    mapping: dict[Key, Node] | None
    flow: bool
    anchor: str | None
    key: Key | None = None
    key_line: int = -1
    merge: Key | None = None
    merged: list[Node] = field(default_factory=list)
    size: int = 1
    height: int = 1

    @property
    def wants_key(self) -> bool:
        return self.mapping is not None and self.key is None


@dataclass(slots=True)
class _Anchor:
    """What an anchor marks; without a node as long as it is being read."""

    line: int
    column: int
    scalar: bool
    node: Node | None = None
    size: int = 1
    height: int = 0
    used: bool = False


_NO_CHARACTER = ('an escape such as "\\ud83d" names no character', "write the character itself")
_MERGE: Final = "<<"
_DROPPED = Key("", Position("", 0))


class _TooDeepError(Exception):
    """Nesting went past the limit; there is no use in reading on."""


def build_tree(text: str, source: Source, problems: list[Problem]) -> Node | None:
    """Return the root of the file's only document; None where YAML itself cannot go on."""
    return _Builder(source, problems).read(text)


class _Builder:
    """Put the parser's events together to a tree."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self._source = source
        self._problems = problems
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Anchor] = {}
        self._root: Node | None = None
        self._documents = 0
        self._aliased = 0
        self._last: _Event | None = None
        self._comments = source.comment_lines()

    def read(self, original: str) -> Node | None:
        """Return the root of the only document."""
        text = rewritten(original)
        handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            for event in _events(text, original):
                if handler := handlers.get(type(event)):
                    handler(event)
                if self._documents > 1:
                    break
        except _TooDeepError:
            return None
        except yaml.MarkedYAMLError as error:
            self._stopped(error)
            return None
        self._report_unused()
        if self._root is None:
            self._report(0, 0, "the file is empty", "write connections and validations into it")
        return self._root

    def _report(self, line: int, column: int, message: str, suggestion: str) -> None:
        self._problems.append(self._source.problem(line, column, message, suggestion))

    def _stopped(self, error: yaml.MarkedYAMLError) -> None:
        """Add why the parser stopped, unless what is known of that line says it already."""
        here = error.problem_mark
        if here is None:
            at = self._last.end_mark if self._last else None
            self._report(at.line if at else 0, at.column if at else 0, *_NO_CHARACTER)
            return
        begin = error.context_mark or here
        stop = yaml_stops.Stop(
            source=self._source,
            problem=str(error.problem),
            context=str(error.context or ""),
            line=here.line,
            column=here.column,
            begin=(begin.line, begin.column),
            scalar=_scalar_of(self._last),
            opened=self._opened(),
        )
        problem = yaml_stops.stopped(stop)
        if all(problem.position.line != known.position.line for known in self._problems):
            self._problems.append(problem)

    def _opened(self) -> tuple[int, int] | None:
        """Return where the innermost `{` or `[` stands that is still open."""
        if not self._frames or not self._frames[-1].flow:
            return None
        at = self._frames[-1].node.position
        return at.line - 1, at.column - 1

    def _document(self, event: _Event) -> None:
        line, column = event.start_mark.line, event.start_mark.column
        self._documents += 1
        if self._documents > 1:
            self._report(line, column, 'a second document starts here with "---"', "put it into a file of its own")
        elif event.version or event.tags:
            self._problems.append(yaml_traps.directive(self._source, line))

    def _start(self, event: _Event) -> None:
        line, column = event.start_mark.line, event.start_mark.column
        if len(self._frames) >= MAX_DEPTH:
            self._report(line, column, TOO_DEEP, "nest them less")
            raise _TooDeepError
        mapping: dict[Key, Node] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        node = Node([] if mapping is None else mapping, self._source.position(line, column))
        if event.tag:
            self._problems.append(yaml_traps.tag(self._source, line, column))
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(line, column, scalar=False)
        self._frames.append(_Frame(node, mapping, bool(event.flow_style), event.anchor))

    def _end(self, _: _Event) -> None:
        frame = self._frames.pop()
        if frame.merged and frame.mapping is not None:
            frame.node.value = _with_merged(frame.mapping, frame.merged)
        if frame.anchor:
            self._mark(frame.anchor, frame.node, frame.size, frame.height)
        parent = self._frames[-1] if self._frames else None
        if parent and parent.wants_key:
            at = frame.node.position
            self._problems.append(yaml_traps.mapping_as_key(self._source, at.line - 1, at.column - 1))
            parent.key = _DROPPED
        else:
            self._put(frame.node, frame.size, frame.height)

    def _mark(self, name: str, node: Node, size: int = 1, height: int = 0) -> None:
        """Fill the anchor in, unless the same name was given again meanwhile."""
        anchor = self._anchors[name]
        if anchor.node is None:
            anchor.node, anchor.size, anchor.height = node, size, height

    def _put(self, node: Node, size: int = 1, height: int = 0) -> None:
        """Place a finished value where it belongs."""
        if not self._frames:
            self._root = node
            return
        frame = self._frames[-1]
        frame.size += size
        frame.height = max(frame.height, height + 1)
        if isinstance(frame.node.value, list):
            frame.node.value.append(node)
        elif frame.mapping is not None and (key := frame.key) is not None:
            frame.key = None
            if key is frame.merge:
                self._merged(frame, node)
            elif key is not _DROPPED:
                frame.mapping[key] = node

    def _merged(self, frame: _Frame, node: Node) -> None:
        nodes = node.value if isinstance(node.value, list) else [node]
        if all(isinstance(each.value, dict) for each in nodes):
            frame.merged = nodes
        else:
            at = node.position
            message = '"<<" takes over the keys of another mapping, and this is none'
            self._report(at.line - 1, at.column - 1, message, 'write "<<: *name" after marking that mapping "&name"')

    def _alias(self, event: _Event) -> None:
        line, column, name = event.start_mark.line, event.start_mark.column, event.anchor or ""
        frame = self._frames[-1] if self._frames else None
        anchor = self._anchors.get(name)
        node = Node(None, self._source.position(line, column))
        if frame and frame.wants_key:
            self._problems.append(yaml_traps.cannot_start(self._source, line, column, frame.flow))
            frame.key = _DROPPED
        elif anchor is None:
            near = did_you_mean(f"*{name}", [f"*{known}" for known in self._anchors])
            self._problems.append(yaml_traps.unknown_alias(self._source, line, column, name, near))
            self._put(node)
        elif anchor.node is None:
            message = f'"*{name}" stands inside what "&{name}" marks, so it would contain itself'
            self._report(line, column, message, "write out what is meant")
            self._put(node)
        else:
            anchor.used = True
            self._reuse(anchor, Node(anchor.node.value, node.position), line, column)

    def _reuse(self, anchor: _Anchor, node: Node, line: int, column: int) -> None:
        """Count what the alias stands for, so that no file grows beyond bounds."""
        self._aliased += anchor.size
        deep = len(self._frames) + anchor.height > MAX_DEPTH
        if self._aliased > MAX_ALIASED or deep:
            limit = f"nests more than {MAX_DEPTH} deep" if deep else f"stands for more than {MAX_ALIASED:,} values"
            self._report(line, column, f"with this alias the file {limit}", "write out fewer copies")
            raise _TooDeepError
        self._put(node, anchor.size, anchor.height)

    def _report_unused(self) -> None:
        """An anchor on a text that nothing repeats was meant to be part of the text."""
        for anchor in self._anchors.values():
            if anchor.scalar and not anchor.used:
                self._problems.append(yaml_traps.unused_anchor(self._source, anchor.line, anchor.column))

    def _scalar(self, event: _Event) -> None:
        self._last = event
        line, column = event.start_mark.line, event.start_mark.column
        if event.style == '"' and half_of_pair(event.value):  # libyaml stops at one, PyYAML's own parser not
            self._report(line, column, *_NO_CHARACTER)
        frame = self._frames[-1] if self._frames else None
        if event.tag:
            self._problems.append(yaml_traps.tag(self._source, line, column))
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(line, column, scalar=True)
        if frame and frame.wants_key:
            self._key(frame, event, line, column)
            return
        value: Value = event.value
        if not event.style:
            value = self._plain(event, frame, line, column)
        elif not value and event.style in "|>":
            self._problems.append(yaml_traps.empty_block(self._source, line, column))
        node = Node(value, self._source.position(line, column))
        if event.anchor:
            self._mark(event.anchor, node)
        self._put(node)

    def _key(self, frame: _Frame, event: _Event, line: int, column: int) -> None:
        """Remember the key whose value comes next; the first of two equal keys stays."""
        key = Key(event.value, self._source.position(line, column))
        frame.key, frame.key_line = key, line
        if event.anchor:
            self._mark(event.anchor, Node(str(key), key.position))
        mapping = frame.mapping if frame.mapping is not None else {}
        merges = not event.style and key == _MERGE
        first = frame.merge
        if not merges:
            first = next(known for known in mapping if known == key) if key in mapping else None
        if first is not None:
            shown = shortened(key)
            message = f'the key "{shown}" stands here twice, first in line {first.position.line}'
            self._report(line, column, message, "remove or rename one of them")
            frame.key = _DROPPED
        elif merges:
            frame.merge = key
        elif not key and not event.style:
            self._problems.append(yaml_traps.missing_key(self._source, line, column))
            frame.key = _DROPPED
        elif key and not event.style and key[0] in yaml_traps.BLANKS:
            self._problems.append(yaml_traps.looks_blank(self._source, line, column, key[0]))

    def _plain(self, event: _Event, frame: _Frame | None, line: int, column: int) -> Value:
        """Return what an unquoted word means, and report what is likely to be meant otherwise."""
        text, end = event.value, event.end_mark
        own_line = frame is None or line != frame.key_line
        if own_line or not text or end.line != line or line in self._comments or not text[0].isascii():
            flow, pair = frame is not None and frame.flow, frame is not None and frame.mapping is not None
            plain = yaml_traps.Plain(line, column, end.line, end.column, text, flow, pair, own_line)
            self._problems.extend(yaml_traps.misread(self._source, plain, self._comments))
        try:
            return meaning(text)
        except NumberTooLargeError:
            self._report(line, column, "this number is too large", "write it in quotes if it is a text")
        return text


def _with_merged(mapping: dict[Key, Node], merged: list[Node]) -> dict[Key, Node]:
    """Take over what is not set; the earlier of several mappings wins."""
    inherited: dict[Key, Node] = {}
    for node in merged:
        for key, value in node.value.items() if isinstance(node.value, dict) else ():
            if key not in mapping:
                inherited.setdefault(key, value)
    return inherited | mapping


def _scalar_of(event: _Event | None) -> yaml_stops.Scalar | None:
    if event is None:
        return None
    start, end = event.start_mark, event.end_mark
    return yaml_stops.Scalar(start.line, start.column, end.line, end.column, event.style or "")


def _restore(event: Any, original: str) -> None:
    written = original[event.start_mark.index : event.end_mark.index]
    event.value = restored(event.value, written, escapes=event.style == '"')


def _events(text: str, original: str) -> Iterator[Any]:
    try:
        events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        for event in events:
            if text is not original and type(event) is yaml.ScalarEvent:
                _restore(event, original)
            yield event
    except (ValueError, OverflowError) as error:  # PyYAML without libyaml, on an escape beyond Unicode
        raise yaml.MarkedYAMLError(problem=str(error)) from error
