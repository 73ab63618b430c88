"""The keywords Watch Backend and Await Backend: a validation runs in the background while the app's steps continue."""

from typing import TYPE_CHECKING, Any

from robot.api.deco import keyword

from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.keywords.arguments import Slug, overrides_of, slug_of
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.use.durations import Duration

if TYPE_CHECKING:
    from QuashLibrary.robotside.background.watches import Watches
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry


class WatchKeywords:
    """The keywords that start and await validations in the background."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @property
    def _watches(self) -> "Watches":
        from QuashLibrary.robotside.background.watches import Watches

        return Watches(validations_of(self._imported))

    @keyword
    def watch_backend(
        self,
        slug: Slug,
        *,
        within: Duration = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> None:
        """Runs a validation in the background while the next steps continue.

        Example:
        | `Watch Backend` | @order-created | order_id=${order_id} |
        | Click Element | accessibility_id=back-to-shop | |
        | `Await Backend` | @order-created | |

        Values are looked up now; a value that cannot be looked up is an error of this step. A separate step shows the
        outcome, right after the step at whose end it is known. That step is green and fails nothing. The failure policy
        applies where the outcome is awaited: at `Await Backend` or at the end of the test. See `Watching`.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``within``      | how long to retry until all expectations are met; default: the validation's, or 30 s |
        | ``on_failure``, ``on_error``, ``inputs`` | as for `Validate Backend` |
        """
        self._watches.begin(slug_of(slug), inputs, overrides_of(within, on_failure, on_error))

    @keyword
    def await_backend(self, *slugs: Slug) -> dict[str, object]:
        """Waits until the outcomes of watches are known, and returns the fetched values.

        Examples:
        | `Await Backend` | @order-created | @payment-captured |
        | &{order} = | `Await Backend` | @order-created |

        Waits until the watches end. Those that did not pass are reported together. The failure policy is that of
        `Watch Backend` or of the registry. If an outcome was shown before, this step refers to it.

        | *Argument* | *Meaning* |
        | ``slugs``  | waits for all watches of these slugs that were not awaited yet; default: all of the test |

        Fails if a slug is not watched. A test can also await a watch of its suite's setup, by its slug.
        """
        outcomes = self._watches.wait([slug_of(slug) for slug in slugs])
        return {name: value for outcome in outcomes for name, value in outcome.fetched.items()}
