"""The settings of a call that replace those of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Fetch, OnError, OnFailure


class Overrides(NamedTuple):
    """The settings of a call that replace those of the registry; `within` is in seconds.

    A call that must `remember` checks nothing: it takes the snapshot that later calls compare with. A call that is
    `part` of its caller's wait makes one attempt, and says whether another one would be useless. A call that `logs_in`
    may change a read-only backend. `wanted` is a value to fetch in addition to those of the registry.
    """

    within: float | None = None
    on_failure: OnFailure | None = None
    on_error: OnError | None = None
    remember: bool = False
    part: bool = False
    logs_in: bool = False
    wanted: Fetch | None = None
