"""What is attached in a suite: the attachments of its registries, and which of them concern the steps seen so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from QuashLibrary.registry.model import Attachment, Registry


@dataclass(frozen=True, slots=True, eq=False)
class SuiteAttachment:
    """An attachment and its registry; `prefix` is what makes Robot find the registry's keywords in the suite."""

    attachment: Attachment
    registry: Registry
    prefix: str


@dataclass(frozen=True, slots=True)
class SuiteAttachments:
    """Everything attached in a suite; matching takes long, so its results are kept by keyword and by cells."""

    attachments: Sequence[SuiteAttachment] = ()
    by_keyword: dict[tuple[str, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)
    by_cells: dict[tuple[object, ...], tuple[SuiteAttachment, ...]] = field(default_factory=dict)
