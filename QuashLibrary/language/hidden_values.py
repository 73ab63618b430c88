"""Values that are judged normally, but masked wherever they are shown.

In: JSON values of an answer, at the places that the registry redacts. Out: the same values, marked; each equals the
original value and knows how to be shown. `true`, `false` and `null` are never hidden: the result of a check would
reveal them anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from QuashLibrary.language.exact_numbers import ExactFraction
from QuashLibrary.language.printable import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_JSON: TypeAlias = bool | int | float | str | list["_JSON"] | dict[str, "_JSON"] | None


Span = tuple[int, int]
"""The start and end of a hidden part of a text."""


class HiddenText(str):
    """A text with hidden spans; without spans, all of it is hidden. `shown` is the text with masks."""

    spans: tuple[Span, ...]
    shown: str

    def __new__(cls, text: str, spans: Iterable[Span] = ()) -> HiddenText:
        """Take the text; spans that were already hidden stay hidden."""
        made = super().__new__(cls, text)
        before = text.spans if isinstance(text, HiddenText) else ()
        made.spans = tuple(_merged((*before, *(spans or [(0, len(text))]))))
        made.shown = _masked(text, made.spans)
        return made

    @classmethod
    def seen_as(cls, text: str, seen: str) -> HiddenText:
        """Return a text that is shown as another text."""
        made = cls(text)
        made.shown = seen
        return made

    def __repr__(self) -> str:
        """Return the masked text, because libraries put the representation of values into their messages."""
        return repr(self.shown)


class HiddenInteger(int):
    """A whole number."""

    def __repr__(self) -> str:
        """Return the mask."""
        return MASK


class HiddenFraction(float):
    """A number with a fraction."""

    def __repr__(self) -> str:
        """Return the mask."""
        return MASK


class HiddenExactFraction(ExactFraction):
    """A number with more digits than a float keeps."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the mask."""
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Return the mask."""
        return MASK


_HIDDEN_NUMBERS = (HiddenInteger, HiddenFraction, HiddenExactFraction)


def hidden(value: _JSON) -> _JSON:
    """Return a value that is masked wherever it is shown; in a list or object, every value is masked."""
    match value:
        case list():
            return [hidden(item) for item in value]
        case dict():
            return {key: hidden(item) for key, item in value.items()}
        case str():
            return HiddenText(value) if value else value
        case None | bool():
            return value
        case int():
            return HiddenInteger(value)
    return HiddenExactFraction(value) if isinstance(value, ExactFraction) else HiddenFraction(value)


def is_hidden(value: object) -> bool:
    """Return whether a value, or a value inside it, is masked when it is shown."""
    match value:
        case list():
            return any(map(is_hidden, value))
        case dict():
            return any(map(is_hidden, value)) or any(map(is_hidden, value.values()))
    return isinstance(value, HiddenText) or is_hidden_number(value)


def is_hidden_number(value: object) -> bool:
    """Return whether a value is a number that is masked when it is shown."""
    return isinstance(value, _HIDDEN_NUMBERS)


def like(origin: object, value: _JSON) -> _JSON:
    """Return a value that was derived from another one: it is hidden if the other one is."""
    return hidden(value) if is_hidden(origin) else value


def shown_text(text: str) -> str:
    """Return a text with its hidden parts masked."""
    return text.shown if isinstance(text, HiddenText) else text


def shown(value: _JSON) -> _JSON:
    """Return a value with masks, for a JSON document: a hidden number becomes a text."""
    return _copied(value, lambda item: MASK if is_hidden_number(item) else item, shown_text)


def revealed(value: _JSON) -> _JSON:
    """Return a value without marks, ready to use: a number that a float cannot hold exactly becomes a Decimal."""
    return _copied(value, _plain_number, str.__str__)


def joined(separator: str, texts: Sequence[str]) -> str:
    """Join texts; their hidden parts stay hidden."""
    spans: list[Span] = []
    length = 0
    for text in texts:
        if isinstance(text, HiddenText):
            spans += ((start + length, end + length) for start, end in text.spans)
        length += len(text) + len(separator)
    whole = separator.join(texts)
    return HiddenText(whole, spans) if spans else whole


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans in order; spans that touch are merged."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last


def _masked(text: str, spans: Iterable[Span]) -> str:
    shown, place = "", 0
    for start, end in spans:
        shown += str.__getitem__(text, slice(place, start)) + MASK
        place = end
    return shown + str.__getitem__(text, slice(place, None))


def _plain_number(value: _JSON) -> _JSON:
    if isinstance(value, HiddenInteger):
        return int(value)
    if isinstance(value, ExactFraction):
        return cast("_JSON", value.exact)
    return float(value) if isinstance(value, HiddenFraction) else value


def _copied(value: _JSON, number: Callable[[_JSON], _JSON], text: Callable[[str], str]) -> _JSON:
    match value:
        case list():
            return [_copied(item, number, text) for item in value]
        case dict():
            return {text(key): _copied(item, number, text) for key, item in value.items()}
        case str():
            return text(value)
    return number(value)
