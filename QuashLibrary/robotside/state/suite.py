"""What belongs to one suite and ends with it: settings for its steps, watches, leases, and what its libraries say."""

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
    """An attachment and its registry; `prefix` is what makes Robot find the registry's keywords in the suite."""

    attachment: Attachment
    registry: Registry
    prefix: str


@dataclass(frozen=True, slots=True)
class SuiteAttachments:
    """Everything attached in a suite; matching takes long, so its results are kept.

    They are kept by keyword, and by cells until the test ends: those may be others in each test.
    """

    attachments: Sequence[SuiteAttachment] = ()
    by_keyword: dict[tuple[object, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class SuiteLibraries:
    """What the libraries of a suite say; made when first needed, and made again after an import."""

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
    """The state of one suite; environments by the files of a registry."""

    def __init__(self) -> None:
        self.environments: dict[tuple[str, ...], str | None] = {}
        self.inputs: dict[str, object] = {}
        self.watches: list[WatchedValidation[Any]] = []
        self.leases: list[Lease] = []
        self.libraries: SuiteLibraries | None = None
        self.names_set: dict[object, frozenset[str]] = {}
        """What a dry run has found out: names that are set by a suite, or fetched by the validations of some files."""
        self.import_problem = ""
        """Why the registries of the listener cannot be used in this suite."""
        self.failing_message = ""
        """The message of every test of this suite, if one of its imports cannot be used."""
