"""Write a starter registry: validations for the blind spots of a run, attached to the steps that matter.

In: BlindSpots. Out: YAML that loads as it is; what only a tester can know is marked TODO.
"""

import json
from collections.abc import Iterator, Sequence

from QuashLibrary.language.printable import one_line, safe, shorten
from QuashLibrary.report.blind_spots.effects import Effect
from QuashLibrary.report.blind_spots.search import BlindSpots, CriticalStep
from QuashLibrary.report.summary.words import count

_TESTS_SHOWN = 3
_HEAD = """\
# A registry to begin with, made by `quash report --blind-spots` of {sources}:
# {blind} passed by the UI alone. For each step below that looks as if the backend had
# to do something there is a validation. To make it a real check, fill in what is marked TODO:
# where the backend is, what to ask it, what to expect. Delete what you do not need.
version: 1

connections:
  backend:
    base_url: http://127.0.0.1:8080/api  # TODO the backend's address
    # auth: {{bearer: {{env: BACKEND_TOKEN}}}}

validations:"""
_VALIDATION = """\
  {slug}:
    description: {description}
    connection: backend
    request: GET {path}  # TODO what tells it
    expect:
      status: 200
      # $.state: TODO
    eventually: 5s
"""
_ATTACH = """\
# No test has to be changed for these: run with `--listener QuashLibrary.Listener:THIS_FILE`.
attach:"""


def skeleton(found: BlindSpots) -> str:
    """Return the registry; it has no validations if no step seems to matter."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: BlindSpots) -> Iterator[str]:
    sources = ", ".join(_comment_text(source) for source in found.info.sources)
    effects = list(found.effects)
    yield _HEAD.format(sources=sources, blind=count(len(found.tests), "test")) + ("" if effects else " {}")
    for effect, _ in effects:
        yield _VALIDATION.format(slug=effect.slug, description=effect.description, path=effect.path)
    if effects:
        yield _ATTACH
    for effect, steps in effects:
        yield from _attachment_lines(effect, steps)


def _attachment_lines(effect: Effect, steps: Sequence[CriticalStep]) -> Iterator[str]:
    for step in steps:
        # Texts in double quotes have the same escapes in YAML as in JSON.
        names = ", ".join(_comment_text(name) for name in step.tests[:_TESTS_SHOWN])
        more = len(step.tests) - _TESTS_SHOWN
        yield f"  # in {names}" + (f" and {more} more" if more > 0 else "")
        yield f"  - validate: {effect.slug}"
        yield f"    after: {json.dumps(safe(step.pattern), ensure_ascii=False)}"


def _comment_text(text: str) -> str:
    return shorten(one_line(safe(text)), 100)
