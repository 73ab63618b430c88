"""The table of sources contains every source that a registry can name."""

from QuashLibrary.engine.sources.table import SOURCES
from QuashLibrary.registry.model import AppSent, HttpConnection, Query, RequestSpec, SqlConnection


def test_each_question_and_connection_of_the_registry_has_its_source() -> None:
    """The table contains nothing else."""
    named = {kind.source for kind in (RequestSpec, Query, AppSent, HttpConnection, SqlConnection)}
    assert named == set(SOURCES)
