"""Robot library that creates a secret that is in no cell of a suite."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

_PARTS = ("made", "up", "secret")


@dataclass
class Hidden:
    """An object whose text does not show its secret."""

    text: str = field(repr=False)


def secret() -> str:
    """Return the secret."""
    return "-".join(_PARTS)


def secret_inputs() -> dict[str, str]:
    """Return inputs; Robot traces return values, so the key has another name."""
    return _Quiet(secret=secret())


def hidden_secret() -> Hidden:
    """Return an object that contains the secret."""
    return Hidden(secret())


class _Quiet(dict[str, str]):
    def __repr__(self) -> str:
        return "inputs"


def print_(text: str) -> None:
    """Write a text to the console, both where Robot captures it and where it does not."""
    for stream in (sys.__stdout__, sys.__stderr__, sys.stderr):
        print(text, file=stream)
