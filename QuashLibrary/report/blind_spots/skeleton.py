"""Turn the blind spots of a run into sections of a registry: validations attached to the steps that matter.

In: BlindSpots. Out: YAML that loads without changes; everything that only a tester can know is marked TODO.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.report.skeleton.names import unique
from QuashLibrary.report.skeleton.sections import Sections, comment_text
from QuashLibrary.report.skeleton.yaml_text import quoted
from QuashLibrary.report.summary.words import count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from QuashLibrary.report.blind_spots.search import BlindSpots, CriticalStep

_TESTS_SHOWN = 3
_HEAD = (
    "{blind} passed without a backend check. Each step below looks as if the backend had to act on it,",
    "so it has a validation. To make that a real check, fill in everything marked TODO:",
    "the backend's address, the request and the expectations. Delete what you do not need.",
)
_CONNECTION = """\
  backend:
    base_url: http://127.0.0.1:8080/api  # TODO the backend's address
    # auth: {bearer: {env: BACKEND_TOKEN}}"""
_VALIDATION = """\
  {slug}:
    description: {description}
    connection: backend
    request: GET {path}  # TODO the request that shows it
    expect:
      status: 200
      # $.state: TODO
    eventually: 5s"""


def guessed_sections(found: BlindSpots, taken: Collection[str] = ()) -> Sections:
    """Return the sections of the registry; `taken` contains slugs already in use."""
    effects = [(effect, steps, unique(effect.slug, taken)) for effect, steps in found.effects]
    if not effects and taken:
        return Sections()
    return Sections(
        connections=[_CONNECTION],
        validations=[
            _VALIDATION.format(slug=slug, description=effect.description, path=effect.path)
            for effect, _, slug in effects
        ],
        attachments=[entry for _, steps, slug in effects for entry in _attachments(slug, steps)],
        head=[line.format(blind=count(len(found.tests), "test")) for line in _HEAD],
        slugs=frozenset(slug for _, _, slug in effects),
    )


def _attachments(slug: str, steps: Sequence[CriticalStep]) -> Iterator[str]:
    for step in steps:
        names = ", ".join(comment_text(name) for name in step.tests[:_TESTS_SHOWN])
        more = len(step.tests) - _TESTS_SHOWN
        yield "\n".join(
            [
                f"  # in {names}" + (f" and {more} more" if more > 0 else ""),
                f"  - validate: {slug}",
                f"    after: {quoted(step.pattern)}",
            ]
        )
