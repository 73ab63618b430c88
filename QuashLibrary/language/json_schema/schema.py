"""A compiled JSON Schema, and the violations that it finds in a document.

jsonschema is loaded with the first schema: most registries have no schema, and it loads slower than all operators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import DocumentTooDeepError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from QuashLibrary.language.json_values import JSON

MOST_VIOLATIONS = 20
"""The limit of listed violations per document."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A place of a document that violates the schema: `path should …, was …`."""

    path: str
    should: str
    was: str
    hint: str = ""


class Schema:
    """A schema that is ready to use; `name` names its file, and is empty if the schema is in the registry.

    `words` turns an error of the validator into violations.
    """

    def __init__(self, name: str, validator: Any, words: Callable[[Any], Iterable[Violation]]) -> None:
        self.name = name
        self._validator = validator
        self._words = words

    def violations(self, document: JSON) -> list[Violation]:
        """Return the violations by path; at most MOST_VIOLATIONS.

        Raises:
            DocumentTooDeepError: the document is nested too deep.
            SlowPatternError: a `pattern` takes too long on a text.
        """
        try:
            found = sorted(self._validator.iter_errors(document), key=lambda error: str(error.json_path))
        except RecursionError:
            raise DocumentTooDeepError("the document is nested too deeply for the schema") from None
        violations = dict.fromkeys(violation for error in found for violation in self._words(error))
        return list(violations)[:MOST_VIOLATIONS]
