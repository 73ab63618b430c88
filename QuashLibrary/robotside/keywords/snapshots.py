"""The keyword Remember Backend, which takes the snapshots that `changed` and `changed by` compare with."""

from typing import TYPE_CHECKING, Any

from robot.api.deco import keyword

from QuashLibrary.registry.model import OnError
from QuashLibrary.robotside.keywords.arguments import Slug, overrides_of, slug_of
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.use.durations import Duration

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry


class SnapshotKeywords:
    """The keyword that remembers."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword
    def remember_backend(
        self, slug: Slug, *, within: Duration = None, on_error: OnError | None = None, **inputs: Any
    ) -> None:
        """Remembers what the backend answers now, so that the validation can later say what has changed.

        Write it before the step of the app that should change something, and the validation, with the same inputs,
        after it. The operators ``changed`` and ``changed by`` compare with what is remembered here. It holds for
        the rest of the test; another ``Remember Backend`` with the same inputs replaces it. See `Snapshots`.

        What the validation expects need not hold, and nothing is fetched. It is an error when the backend cannot
        be asked, or when its answer is no state to remember.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``within``      | how long to ask again after errors such as a refused connection; default: ``eventually`` |
        | ``on_error``    | ``fail``, ``continue``, ``warn``, ``stop`` or ``skip``; default is the registry's |
        | ``inputs``      | values of the validation's inputs |

        Example:
        | `Remember Backend` | @latest-otp | phone=+4915550100 |
        | Click Element | id=send-code | |
        | `Fetch Into Variable` | ${otp} | @latest-otp | phone=+4915550100 |
        """
        overrides = overrides_of(within, None, on_error)._replace(remember=True)
        validations_of(self._imported).use([slug_of(slug)], inputs, overrides)
