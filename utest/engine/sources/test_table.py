"""The table of sources knows every source that a registry can name."""

from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.registry.model import AppSent, HttpConnection, Query, RequestSpec, SqlConnection


def test_each_question_and_connection_of_the_registry_has_its_source() -> None:
    """And nothing else is in the table."""
    named = {kind.source for kind in (RequestSpec, Query, AppSent, HttpConnection, SqlConnection)}
    assert named == set(SOURCES)
