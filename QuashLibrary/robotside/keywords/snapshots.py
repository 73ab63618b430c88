"""The keyword Remember Backend, which takes snapshots for the operators `changed` and `changed by`."""

from typing import TYPE_CHECKING, Any

from robot.api.deco import keyword

from QuashLibrary.registry.model import OnError
from QuashLibrary.robotside.keywords.arguments import Slug, overrides_of, slug_of
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.use.durations import Duration

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry


class SnapshotKeywords:
    """The keyword that takes snapshots."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword
    def remember_backend(
        self, slug: Slug, *, within: Duration = None, on_error: OnError | None = None, **inputs: Any
    ) -> None:
        """Remembers the backend's current answer, so a later validation can check what has changed.

        Example:
        | `Remember Backend` | @latest-otp | phone=+4915550100 |
        | Click Element | id=send-code | |
        | `Fetch Into Variable` | ${otp} | @latest-otp | phone=+4915550100 |

        Use this keyword before the step of the app that should change something. After that step, run the validation
        with the same inputs. Its operators ``changed`` and ``changed by`` compare with this snapshot. The snapshot
        lasts until the test ends; another ``Remember Backend`` with the same inputs replaces it. See `Snapshots`.

        The validation's expectations need not be met, and nothing is fetched. The verdict is error if the backend is
        unreachable, or if its answer is not a state to remember.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``within``      | how long to retry after errors such as a refused connection; default: ``eventually`` |
        | ``on_error``    | ``fail``, ``continue``, ``warn``, ``stop`` or ``skip``; default: the registry's policy |
        | ``inputs``      | values of the validation's inputs |
        """
        overrides = overrides_of(within, None, on_error)._replace(remember=True)
        validations_of(self._imported).use([slug_of(slug)], inputs, overrides)
