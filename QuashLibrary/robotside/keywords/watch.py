"""The keywords Watch Backend and Await Backend: a validation in the background, while the steps of the app go on."""

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
    """The keywords for what goes on in the background."""

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
        """Asks the backend in the background from now on, while the next steps go on.

        Values are looked up now; what cannot be looked up is an error of this step. Its outcome is shown in a step of
        its own, right after the step at whose end it is known. That step is green and fails nothing: what follows from
        a failed outcome, follows where it is awaited, by `Await Backend` or at the end of the test. See `Watching`.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``within``      | how long to ask until all holds; default: ``eventually`` or ``always``, else ``30s`` |
        | ``on_failure``, ``on_error``, ``inputs`` | as for `Validate Backend` |

        Examples:
        | `Watch Backend` | @order-created | order_id=${order_id} |
        | Click Element | accessibility_id=back-to-shop | |
        | `Await Backend` | @order-created | |
        """
        self._watches.begin(slug_of(slug), inputs, overrides_of(within, on_failure, on_error))

    @keyword
    def await_backend(self, *slugs: Slug) -> dict[str, object]:
        """Waits until the outcomes of watches are known, and returns the fetched values.

        Waits as long as the watches themselves last. All that did not pass are reported together, and what follows is
        what `Watch Backend` or the registry says. An outcome that was shown before is referred to.

        | *Argument* | *Meaning* |
        | ``slugs``  | what to wait for, all watches of these slugs that nobody has awaited; none: all of the test |

        It fails where a slug is not watched. A test may also await what the setup of its suite watches, by its slug.

        Examples:
        | `Await Backend` | @order-created | @payment-captured |
        | &{order} = | `Await Backend` | @order-created |
        """
        outcomes = self._watches.wait([slug_of(slug) for slug in slugs])
        return {name: value for outcome in outcomes for name, value in outcome.fetched.items()}
