"""Compile the names of cookies: `session` is a cookie's value, `session[Max-Age]` one of its attributes.

In: names as written in `cookies` of an expectation and in `fetch`. Out: Subjects. The name of a cookie cannot contain
brackets (RFC 6265, 4.1.1), so brackets always mean an attribute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Subject

if TYPE_CHECKING:
    from QuashLibrary.registry.compile.texts import Keys, TextReader

_FLAGS = ("Secure", "HttpOnly", "Partitioned")
_ATTRIBUTES = ("Expires", "Max-Age", "Domain", "Path", "SameSite", *_FLAGS)
_USUAL = {name.lower(): name for name in _ATTRIBUTES}
_WITH_ATTRIBUTE = re.compile(r"([^\[\]]+)\[([^\[\]]*)\]")


def cookie_subject(text: object, path: Keys, reader: TextReader) -> Subject:
    """Return the cookie or attribute of this name, and report an attribute that no cookie has."""
    written = _WITH_ATTRIBUTE.fullmatch(str(text))
    if written is None:
        return Subject("cookie", str(text))
    name, attribute = written.groups()
    if attribute.lower() not in _USUAL:
        near = did_you_mean(attribute, _ATTRIBUTES) or f"choose {', '.join(_ATTRIBUTES)}"
        reader.report(path, f'unknown attribute "{attribute}" of cookie "{name}"', near, key=True)
    return Subject("cookie", name, attribute=_USUAL.get(attribute.lower(), attribute))


def is_flag(subject: Subject) -> bool:
    """Return whether the subject is an attribute without a value, which is only present or absent."""
    return subject.attribute in _FLAGS


def check_flag(expected: object, path: Keys, reader: TextReader) -> None:
    """Report any condition other than `exists` on an attribute without a value."""
    if not isinstance(expected, dict) or expected.keys() != {"exists"}:
        reader.report(path, f'"{path[-1]}" is an attribute without a value', "write {exists: true}", key=True)


def fetched_cookie(name: str, path: Keys, reader: TextReader) -> Subject:
    """Return the cookie or attribute from which a value is fetched, and report one without a value."""
    subject = cookie_subject(name, path, reader)
    if is_flag(subject):
        reader.report(path, f'"{name}" is an attribute without a value to fetch', "expect it with  exists: true")
    return subject
