"""Plans for tests, built from validations in YAML."""

from typing import Any

import pytest

from QuashLibrary.engine.plan.plan import Plan, make_plan
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.errors import UnusableValueError
from utest.engine.registries import BASE_URL, scope_of, used


def plan_of(
    text: str, connection: str = "", base_url: str = BASE_URL, within: float | None = None, **more: Any
) -> Plan:
    """Return the plan of a validation; `more` goes to its scope."""
    validation, its_connection = used(text, connection, base_url)
    return make_plan(validation, its_connection, scope_of(validation, **more), within, HttpSource)


def refused(text: str, connection: str = "", base_url: str = BASE_URL, **more: Any) -> str:
    """Return why a validation cannot be planned."""
    with pytest.raises(UnusableValueError) as raised:
        plan_of(text, connection, base_url, **more)
    return str(raised.value)
