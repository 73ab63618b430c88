"""Robot library that makes a secret which no cell of a suite contains."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

_PARTS = ("made", "up", "secret")


@dataclass
class Hidden:
    """An object whose text is not shown with it."""

    text: str = field(repr=False)


def secret() -> str:
    """Return the secret."""
    return "-".join(_PARTS)


def secret_inputs() -> dict[str, str]:
    """Return inputs; Robot traces what is returned, so the key is another one."""
    return _Quiet(secret=secret())


def hidden_secret() -> Hidden:
    """Return an object that has the secret."""
    return Hidden(secret())


class _Quiet(dict[str, str]):
    def __repr__(self) -> str:
        return "inputs"


def print_(text: str) -> None:
    """Write a text to the console, past what Robot captures and within it."""
    for stream in (sys.__stdout__, sys.__stderr__, sys.stderr):
        print(text, file=stream)
