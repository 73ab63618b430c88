"""Compare a screen's text with a backend's value: as text, as number or as an amount of money.

In: the text of the screen and a JSON value. Out: whether they agree, or why one of them cannot be read. An ambiguous
text is an error, never a guess.

Numbers on a screen: if a number contains both `.` and `,`, the last one is the decimal mark. A mark that occurs several
times separates thousands. A mark that occurs once is the decimal mark, but `1,234` and `1.234` are ambiguous: one to
three digits (other than a single 0) before the mark, and exactly three after it. Blanks and `'` separate thousands.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from QuashLibrary.errors import UnreadableScreenError
from QuashLibrary.language.json_display import show

Reading = Literal["text", "number", "money"]

_THOUSANDS = r"(?:\d{1,3}(?:{0}\d{3})+|\d{1,2}(?:{0}\d{2})+{0}\d{3})"
"""Groups of three digits, or as in India: groups of two digits before the last three."""
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'\u2019](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+\-\u2212]?\d[\d.,]*\d|[+\-\u2212]?\d")
_MONEY = re.compile(
    r"([+\-\u2212]?)\s*([^\d\s.,+\-\u2212]*)\s*([+\-\u2212]?\d.*?\d|[+\-\u2212]?\d)\s*([^\d\s.,+\-\u2212]*)"
)
_SIGNS = {
    "€": {"EUR"},
    "£": {"GBP"},
    "¥": {"JPY", "CNY"},
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"},
    "₹": {"INR"},
    "₺": {"TRY"},
}
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and the currencies that its sign or code may mean; none if it has neither."""

    amount: Decimal
    currencies: frozenset[str] = frozenset()

    def agrees(self, other: Money) -> bool:
        """Return whether the amounts are equal, and also the currencies if both have one."""
        both = bool(self.currencies and other.currencies)
        return self.amount == other.amount and not (both and self.currencies.isdisjoint(other.currencies))


def agree(screen: str, backend: object, reading: Reading) -> bool:
    """Return whether the screen shows the backend's value.

    Raises:
        UnreadableScreenError: one of them cannot be read in this way; the message names it.
    """
    if reading == "text":
        return screen.strip() == (backend if isinstance(backend, str) else show(backend)).strip()
    if reading == "number":
        return screen_number(screen) == _backend_number(backend)
    return _screen_money(screen).agrees(_backend_money(backend))


def screen_number(text: str) -> Decimal:
    """Return the number that a screen shows.

    Raises:
        UnreadableScreenError: the text is not a number, or is ambiguous.
    """
    bare = _BLANKS.sub("", _as_western(text))
    digits = _with_point(bare.lstrip("+-\u2212"), text) if _NUMBER.fullmatch(bare) else ""
    if not digits:
        raise UnreadableScreenError(f"the screen's {show(text)} is not a number")
    return Decimal(digits) * (-1 if bare[0] in "-\u2212" else 1)


def _as_western(text: str) -> str:
    """Return a text without direction marks, and with Western marks instead of those of Arabic numbers."""
    return _DIRECTIONS.sub("", text).replace("\u066b", ".").replace("\u066c", "'").strip()


def _with_point(digits: str, text: str) -> str:
    """Return the digits with a point as the decimal mark and no other marks; empty if the marks make no sense."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    first, last = marks[0], marks[-1]
    if marks.count(last) > 1:
        thousands = _THOUSANDS.replace("{0}", re.escape(last))
        return digits.replace(last, "") if len(set(marks)) == 1 and re.fullmatch(thousands, digits) else ""
    whole, _, decimals = digits.partition(last)
    if len(marks) > 1:
        thousands = _THOUSANDS.replace("{0}", re.escape(first))
        return f"{whole.replace(first, '')}.{decimals}" if re.fullmatch(thousands, whole) else ""
    if len(decimals) == 3 and len(whole) <= 3 and whole != "0":  # noqa: PLR2004 - thousands
        raise UnreadableScreenError(
            f"the screen's {show(text)} is ambiguous: {whole}{decimals} or {whole}.{decimals}; compare it as text"
        )
    return f"{whole}.{decimals}"


def _backend_number(value: object) -> Decimal:
    if isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        with suppress(InvalidOperation):
            number = Decimal(str(value).strip())
            if number.is_finite():
                return number
    raise UnreadableScreenError(f"the backend's {show(value)} is not a number")


def _screen_money(text: str) -> Money:
    found = _MONEY.fullmatch(_as_western(text))
    if found is None:
        raise UnreadableScreenError(f"the screen's {show(text)} is not an amount of money")
    sign, before, digits, after = found.groups()
    amount = screen_number(f"{sign}{digits}")
    return Money(amount, _currencies(before or after, f"the screen's {show(text)}"))


def _backend_money(value: object) -> Money:
    if isinstance(value, dict) and "amount" in value:
        currency = value.get("currency") or ""
        return Money(_backend_number(value["amount"]), _currencies(str(currency), f"the backend's {show(value)}"))
    found = _MONEY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return Money(_backend_number(value))
    sign, before, digits, after = found.groups()
    return Money(_backend_number(f"{sign}{digits}"), _currencies(before or after, f"the backend's {show(value)}"))


def _currencies(written: str, where: str) -> frozenset[str]:
    if not written:
        return frozenset()
    known = _SIGNS.get(written) or ({written} if _CODE.fullmatch(written) else None)
    if known is None:
        what = f"{where} has {show(written)} beside the amount"
        raise UnreadableScreenError(f"{what}, which is not a known currency")
    return frozenset(known)
