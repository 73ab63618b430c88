"""The sources of answers by name, as used by requests and connections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from QuashLibrary.engine.sources.app.source import AppSource
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.engine.sources.sql.source import SqlSource

if TYPE_CHECKING:
    from QuashLibrary.engine.plan.source import Source

SOURCES: dict[str, type[Source[Any, Any, Any]]] = {
    "http": HttpSource,
    "sql": SqlSource,
    "app_sent": AppSource,
}
