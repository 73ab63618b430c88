"""Robot's patterns: tags, names of tests and suites, and names of keywords with their prefixes.

Robot's private names: `robot.model.TagPatterns`, `robot.utils.MultiMatcher` and `eq`, `${OPTIONS}`, and
`bdd_prefix_regexp` of the languages in use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from robot.libraries.BuiltIn import BuiltIn
from robot.model import TagPatterns
from robot.utils import MultiMatcher, eq

from QuashLibrary.robotside.robot_api.context import current_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SKIP_ON_FAILURE = "robot:skip-on-failure"


def tags_match(patterns: Sequence[str], tags: Any) -> bool:
    """Return whether one of the patterns matches the tags of a test."""
    return bool(TagPatterns(patterns).match(tags))


def name_matches(patterns: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether one of the patterns matches one of the names; case, spaces and underscores do not count."""
    matcher = MultiMatcher(patterns, ignore="_")
    return any(matcher.match(name) for name in names)


def is_skipped_on_failure(result: Any) -> bool:
    """Return whether Robot must skip a failed test because of `--skiponfailure` or a tag."""
    options = BuiltIn().get_variable_value("${OPTIONS}")
    return tags_match([_SKIP_ON_FAILURE, *getattr(options, "skip_on_failure", ())], result.tags)


def called_names(name: str, owner: str) -> Iterator[str]:
    """Yield the forms of a keyword's name as called: also without `Given` and without the name of its owner."""
    yield name
    prefix = current_context().namespace.languages.bdd_prefix_regexp.match(name)
    for plain in {name, name[prefix.end() :]} if prefix else {name}:
        yield plain
        for dot in (index for index, sign in enumerate(plain) if sign == "."):
            if eq(plain[:dot], owner, ignore="_"):
                yield plain[dot + 1 :]
