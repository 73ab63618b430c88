"""The table of sources; a new source needs one module and one row here."""

from QuashLibrary.registry.compile.source import SourceTable
from QuashLibrary.registry.sources.app_sent import APP_SENT
from QuashLibrary.registry.sources.http.source import HTTP
from QuashLibrary.registry.sources.sql import SQL

SOURCES = SourceTable((HTTP, SQL, APP_SENT))
