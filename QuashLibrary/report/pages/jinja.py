"""Fill in the templates of the pages. Only this module knows Jinja2.

In: the name of a template, and plain data. Out: a page. Other pages than the report's have a folder of templates of
their own, which may use those of the report. Every text is escaped; a template that uses a value it was not given is
an error, not a gap. Filters give the words and links that many templates need.
"""

from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from QuashLibrary.report.pages.file_names import page_link, page_name
from QuashLibrary.report.summary.verdicts import chip
from QuashLibrary.report.summary.words import duration
from QuashLibrary.version import __version__

ViewData: TypeAlias = dict[str, Any]
"""What a template shows, by the names that it uses."""

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, templates: Path = TEMPLATES, **values: object) -> bytes:
    """Return a page; a lone surrogate, which UTF-8 cannot express, is shown as its escape."""
    return _environment(templates).get_template(template).render(values).encode("utf-8", "backslashreplace")


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(list(dict.fromkeys((templates, TEMPLATES)))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["version"] = __version__
    environment.filters.update(chip=chip, duration=duration, page_link=page_link, page_name=page_name)
    return environment
