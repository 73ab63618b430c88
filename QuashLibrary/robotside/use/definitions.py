"""The definition of a validation as its uses see it, also of one that has problems.

A use of a broken validation is an outcome, an error, like that of any other validation that cannot be used.
"""

from QuashLibrary.registry.model import HttpConnection, Registry, RequestSpec, Validation

BROKEN_CONNECTION = HttpConnection("", "")
"""Stands in for the connection of a validation that cannot be used."""


def definition_of(registry: Registry, slug: str) -> Validation:
    """Return a validation; of a broken one only slug and position are known."""
    known = registry.validations.get(slug)
    return known or Validation(slug, registry.positions[slug], "", RequestSpec("GET", ""))


def problems_of(registry: Registry, slug: str) -> str:
    """Return why a validation cannot be used, one problem a line; empty if it can."""
    problems = registry.broken.get(slug, ())
    return "\n".join(["its definition in the registry has problems:", *map(str, problems)]) if problems else ""
