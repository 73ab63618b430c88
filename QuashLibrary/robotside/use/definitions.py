"""The definition of a validation as its uses see it, of one that has problems as well.

In: a registry and a slug. Out: a Validation; where the definition cannot be used, one that stands in for it, and what
is wrong. So a use of it is an outcome, an error, like that of any other that cannot be asked.
"""

from QuashLibrary.registry.model import HttpConnection, Registry, RequestSpec, Validation

NOWHERE = HttpConnection("", "")
"""The connection of what cannot be asked."""


def definition(registry: Registry, slug: str) -> Validation:
    """Return a validation; of a broken one no more is known than its slug and its place."""
    known = registry.validations.get(slug)
    return known or Validation(slug, registry.positions[slug], "", RequestSpec("GET", ""))


def problem_of(registry: Registry, slug: str) -> str:
    """Return why a validation cannot be used, each problem in a line of its own; empty where it can."""
    problems = registry.broken.get(slug, ())
    return "\n".join(["its definition in the registry has problems:", *map(str, problems)]) if problems else ""
