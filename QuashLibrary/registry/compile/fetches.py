"""Compile `fetch`, the named values of an answer.

In: FetchForms. Out: Fetches with their JSONPaths compiled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show
from QuashLibrary.language.regexes import compile_regex, unnamed_groups
from QuashLibrary.language.templates import PatternTemplate, Template
from QuashLibrary.registry import model
from QuashLibrary.registry.compile.cookies import fetched_cookie
from QuashLibrary.registry.compile.expectations import path_subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from QuashLibrary.registry.compile.texts import Keys, TextReader
    from QuashLibrary.registry.forms.validation import FetchForm

_NAMED = re.compile(r"(header|cookie)[ \t]+(\S+)")


def compile_fetches(fetches: Mapping[str, FetchForm], reader: TextReader) -> tuple[model.Fetch, ...]:
    """Return the fetches whose source is valid."""
    return tuple(
        item for name, form in fetches.items() for item in _compile_fetch(name, form, reader.below("fetch", name))
    )


def _compile_fetch(name: str, form: FetchForm, reader: TextReader) -> Iterator[model.Fetch]:
    subject = _fetch_subject(form.from_.strip(), reader)
    pattern = reader.text(form.matches, "matches")
    if isinstance(pattern, Template):
        pattern = PatternTemplate(pattern.parts)
    elif pattern:
        check_pattern(pattern, ("matches",), reader)
        _check_groups(name, pattern, reader)
    if subject is not None:
        yield model.Fetch(
            name=name,
            subject=subject,
            matches=pattern,
            secret=form.secret,
            many=form.many,
            default=reader.value(form.default, "default"),
            has_default="default" in form.given,
            position=reader.locate((), key=True),
        )


def _check_groups(name: str, pattern: str, reader: TextReader) -> None:
    """Report several unnamed groups, because only the first would be fetched."""
    try:
        groups = unnamed_groups(compile_regex(pattern))
    except (re.error, RecursionError, OverflowError):
        return
    if groups > 1:
        message = f'"matches" of "{name}" has {groups} groups, but only one can be fetched'
        reader.report(("matches",), message, "write (?:…) for the others, or (?P<name>…) to fetch all of them by name")


def check_pattern(pattern: str, path: Keys, reader: TextReader) -> None:
    """Report an invalid regular expression."""
    try:
        compile_regex(pattern)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        reader.report(path, f"invalid regular expression {show(pattern, 60)}: {error.msg}{place}")
    except (RecursionError, OverflowError):
        reader.report(path, f"the regular expression {show(pattern, 60)} is too large")


def _fetch_subject(source: str, reader: TextReader) -> model.Subject | None:
    if source.startswith("$"):
        return path_subject(source, ("from",), reader)
    if named := named_part(source, ("from",), reader):
        return named
    message = f"should come from a JSONPath, header NAME, cookie NAME, body or status, not from {show(source)}"
    reader.report(("from",), f'"fetch.{reader.name}" of {reader.title} {message}', path_advice(source))
    return None


def named_part(source: str, path: Keys, reader: TextReader) -> model.Subject | None:
    """Return the part of an answer that is named in words, and report an attribute without a value."""
    named = _NAMED.fullmatch(source)
    if named:
        return model.Subject("header", named[2]) if named[1] == "header" else fetched_cookie(named[2], path, reader)
    if source in ("body", "status"):
        return model.Subject("body" if source == "body" else "status")
    return None


def path_advice(source: str) -> str:
    """Return what to write if the text seems to mean a JSONPath."""
    plain = re.fullmatch(r"[^\W\d]\w*([.\[].*)?", source)
    return f'a JSONPath starts with $: write "$.{source}"' if plain and source not in ("header", "cookie") else ""
