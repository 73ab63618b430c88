r"""Parse a text into YAML's events.

In: the text of one file. Out: its events in order, and a Stop if the parser cannot go on. This is the only module that
imports `yaml`. It uses only the parser: the loaders lose positions, guess types (`no`, `0123`) and let aliases explode.

JSON escapes a character beyond U+FFFF as a pair (`"\ud83d\ude00"`), which libyaml refuses. Each pair is rewritten
before parsing, at the same length so no place moves, and restored if it was not an escape.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from QuashLibrary.registry.yaml.lines import Place

NO_CHARACTER: Final = "an escape without a character"
"""The reason for a stop at an escape that PyYAML's own parser accepts or fails on."""

Kind = Literal["document", "mapping", "list", "scalar", "alias", "end", "stop"]

KINDS: Final[dict[type, Kind]] = {
    yaml.DocumentStartEvent: "document",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "list",
    yaml.ScalarEvent: "scalar",
    yaml.AliasEvent: "alias",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.StreamEndEvent: "end",
}
"""The kinds of events that matter."""

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BATCH = 256
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2}))")
_REWRITTEN = re.compile(r"\\U[0-9A-F]{8}\\0")
_READ = re.compile("([\U00010000-\U0010ffff])\0")


class Event(Protocol):
    """An event of the parser; each kind has some of these attributes."""

    start_mark: yaml.Mark
    end_mark: yaml.Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool


class _Mark(NamedTuple):
    line: int
    column: int


class Stop(NamedTuple):
    """Why the parser cannot go on.

    It noticed the problem at `noticed`, while reading something that starts at `begin`. `quote` is the opening quote of
    the last text, if that text has several lines and ends on the line of `noticed`.
    """

    reason: str
    noticed: Place
    begin: Place
    quote: Place | None

    @property
    def start_mark(self) -> _Mark:
        """The place where the parser noticed the problem, in the form of an event's mark."""
        return _Mark(*self.noticed)


KINDS[Stop] = "stop"


def parse(text: str, first_line: int = 0) -> Iterator[Any]:
    """Yield all events of a text; an event whose kind is not in `KINDS` has no meaning.

    If the parser cannot go on, the last event is a Stop. Events are passed on in batches, without Python code for each.
    Only if the text is a part of a file that starts at a later line, each event is changed.
    """
    events = chain.from_iterable(_batches(text))
    return (_moved(event, first_line) for event in events) if first_line else events


def _moved(event: Any, lines: int) -> Any:
    if isinstance(event, Stop):
        noticed, begin, quote = event.noticed, event.begin, event.quote
        return Stop(
            event.reason,
            (noticed[0] + lines, noticed[1]),
            (begin[0] + lines, begin[1]),
            (quote[0] + lines, quote[1]) if quote else None,
        )
    event.start_mark = _Mark(event.start_mark.line + lines, event.start_mark.column)
    event.end_mark = _Mark(event.end_mark.line + lines, event.end_mark.column)
    return event


def _batches(text: str) -> Iterator[list[Any]]:
    rewritten = _PAIR.sub(_rewrite_pair, text) if "\\u" in text else text
    has_escapes = "\\u" in text or "\\U" in text
    events: Iterator[Event] = iter(())
    last: Event | None = None
    place: Place = (0, 0)
    loader: Any = None
    batch: list[Any] = []
    try:
        loader = _LOADER(rewritten)
        events = iter(loader.get_event, None)
        while True:
            batch = []
            batch.extend(islice(events, 1 if has_escapes else _BATCH))  # keeps what it got before an error
            if not batch:
                return
            if has_escapes:
                batch = [_unescaped(event, rewritten, text) for event in batch]
            yield batch
            last, place = _last_scalar(batch) or last, _last_place(batch) or place
    except yaml.MarkedYAMLError as error:
        last, place = _last_scalar(batch) or last, _last_place(batch) or place
        noticed = _place(error.problem_mark) if error.problem_mark else place
        begin = _place(error.context_mark) if error.context_mark else noticed
        quoted = last and last.style in ("'", '"') and last.start_mark.line < last.end_mark.line == noticed[0]
        quote = _place(last.start_mark) if last and quoted else None
        yield [*batch, Stop(f"{error.context or ''}: {error.problem}", noticed, begin, quote)]
    except (ValueError, OverflowError):  # PyYAML without libyaml, at half of a pair or an escape beyond Unicode
        place = _last_place(batch) or place
        yield [*([] if has_escapes else batch), Stop(NO_CHARACTER, place, place, None)]
    finally:
        if loader is not None:
            loader.dispose()


def _last_scalar(events: list[Any]) -> Event | None:
    return next((event for event in reversed(events) if KINDS.get(type(event)) == "scalar"), None)


def _last_place(events: list[Any]) -> Place | None:
    return next((_place(event.start_mark) for event in reversed(events) if type(event) in KINDS), None)


def _unescaped(event: Event, rewritten: str, text: str) -> Event:
    """Return an event with its intended text; raise ValueError at half of a pair, where libyaml stops."""
    if KINDS.get(type(event)) == "scalar":
        event = event if rewritten is text else _restore_pairs(event, text)
        event.value.encode()
    return event


def _place(mark: yaml.Mark) -> Place:
    return mark.line, mark.column


def _rewrite_pair(match: re.Match[str]) -> str:
    high, low = int(match[3], 16), int(match[4], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}\\0"


def _restore_pairs(event: Event, text: str) -> Event:
    """Restore the intended text: in double quotes only the character, elsewhere the pair as it was written."""
    if event.style == '"':
        event.value = _READ.sub(r"\1", event.value)
    else:
        pairs = iter([match[2] for match in _PAIR.finditer(text[event.start_mark.index : event.end_mark.index])])
        event.value = _REWRITTEN.sub(lambda found: next(pairs, found[0]), event.value)
    return event
