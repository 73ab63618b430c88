"""The state of one suite, which ends with it: settings for its steps, watches, leases and libraries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.model import Attachment, Registry
    from QuashLibrary.robotside.options import ImportOptions
    from QuashLibrary.robotside.state.test import Lease, WatchedValidation


@dataclass(frozen=True, slots=True, eq=False)
class SuiteAttachment:
    """An attachment and its registry; `prefix` makes Robot find the registry's keywords in the suite."""

    attachment: Attachment
    registry: Registry
    prefix: str


@dataclass(frozen=True, slots=True)
class SuiteAttachments:
    """All attachments of a suite; matching takes long, so its results are cached.

    They are cached by keyword, and by cells until the test ends, because cells may differ in each test.
    """

    attachments: Sequence[SuiteAttachment] = ()
    by_keyword: dict[tuple[object, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class SuiteLibraries:
    """The options, UI libraries and attachments of a suite; created when needed, and again after an import."""

    options: Sequence[ImportOptions]
    ui_libraries: frozenset[str]
    attachments: SuiteAttachments
    owners: Mapping[str, Any]
    """The libraries with a registry, by the names under which the suite knows them."""
    is_ui: dict[Any, bool] = field(default_factory=dict)
    """Whether the owner of a keyword is a UI library."""
    concerns: dict[tuple[Any, str], bool] = field(default_factory=dict)
    """Whether any feature of the listener acts at a keyword, by its owner and name."""


class SuiteState:
    """The state of one suite; `environments` has the files of a registry as keys."""

    def __init__(self) -> None:
        self.environments: dict[tuple[str, ...], str | None] = {}
        self.inputs: dict[str, object] = {}
        self.watches: list[WatchedValidation[Any]] = []
        self.leases: list[Lease] = []
        self.libraries: SuiteLibraries | None = None
        self.names_set: dict[object, frozenset[str]] = {}
        """Results of a dry run: the names that a suite sets, or that the validations of some files fetch."""
        self.import_problem = ""
        """Why the registries of the listener cannot be used in this suite."""
        self.failing_message = ""
        """The message of every test of this suite, if one of its imports cannot be used."""
