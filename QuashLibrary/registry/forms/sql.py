"""The form of a connection to a database and of its validations, as a registry writes them.

In: the plain data of entries that are of `type: sql`, or use such a connection. Out: entries. Docstrings and
descriptions are what an editor shows.
"""

from typing import Any, Literal

from pydantic import Field

from QuashLibrary.registry.forms.base import Duration, Entry, ErrorPolicy, Failure, Text
from QuashLibrary.registry.forms.redaction import Redactions
from QuashLibrary.registry.forms.validation import AskingEntry


class SqlConnectionOverrides(Entry):
    """What an environment may change of its connection."""

    url: Text = Field(
        None,
        validate_default=False,
        description="As SQLAlchemy writes it: postgresql+psycopg://user:%{DB_PASSWORD}@host/database, sqlite:///shop.db.",
    )
    read_only: bool = Field(True, description="false: other statements than queries may be run, and are committed.")
    timeout: Duration = Field(10.0, description="Total deadline of one exchange.")
    redact: Redactions
    on_failure: Failure | None = Field(None, description="Of validations that say nothing themselves; default: fail.")
    on_error: ErrorPolicy | None = Field(None, description="Of validations that say nothing themselves; default: fail.")


class SqlConnectionEntry(SqlConnectionOverrides):
    """Where a database is."""

    type: Literal["sql"] = "sql"
    extends: str | None = Field(None, description="The connection from which all is taken over that is not set here.")
    url: Text = Field(
        description="As SQLAlchemy writes it: postgresql+psycopg://user:%{DB_PASSWORD}@host/database, sqlite:///shop.db."
    )
    environments: dict[str, SqlConnectionOverrides] = Field(
        default_factory=dict, description="Overrides of any key above, by the environment's name."
    )


class SqlValidationEntry(AskingEntry):
    """One SQL statement to one database plus what is expected of its rows."""

    sql: str = Field(description="One statement; values stand in it as :name, and come from parameters.")
    parameters: dict[str, Any] = Field(
        default_factory=dict, description="The value of each :name; a list for IN :names."
    )
