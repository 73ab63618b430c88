"""Render the templates of a proof's page. Only this module imports Jinja2.

In: the name of a template, and plain data. Out: HTML. Every text is escaped; a missing value is an error, not a gap.
In templates, `report` contains the report's own markup functions.
"""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from QuashLibrary.report.pages.markup.lists import facts
from QuashLibrary.report.pages.markup.text import shape
from QuashLibrary.report.summary.words import duration

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **values: object) -> str:
    """Return a template rendered with these values."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    # Both functions escape their arguments.
    environment.globals["report"] = SimpleNamespace(
        shape=lambda name: Markup(shape(name)),  # noqa: S704
        facts=lambda items: Markup(facts(items)),  # noqa: S704
    )
    environment.filters["duration"] = duration
    return environment
