"""The keywords that compare the screen with the backend and type a backend value into the app.

In: a locator, a slug and further cells. The public keywords are run-keyword variants, so Robot does not mistake a
locator (`css=…`) for a named argument. They pass their cells to a private keyword as a separate step, in which Robot
resolves and converts the arguments and applies timeouts as usual.
"""

import re
from typing import TYPE_CHECKING, Any, cast, get_args

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn
from robot.utils import escape, split_from_equals

from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.app.ui_library import ui_library_name
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.arguments import Slug, overrides_of, slug_of
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.robot_api.libraries import imported_libraries
from QuashLibrary.robotside.use.durations import Duration

if TYPE_CHECKING:
    from QuashLibrary.language.screen_values import Reading
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry

_TYPED = "QUASH TYPED VALUE"


class ScreenKeywords:
    """The keywords that use both the screen and the backend."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword("UI Should Match Backend")
    def ui_should_match_backend(self, locator: str, slug: str, *arguments: str) -> object:
        """Compares a text on the screen with a value of the backend, until they agree.

        Examples:
        | `UI Should Match Backend` | css=#total | @order-created | value=$.total | as=money | order_id=${order_id} |
        | `UI Should Match Backend` | id=number | @newest-order | matches=No. (.*) |

        Reads the text with ``Get Text`` of the ``ui_library`` (AppiumLibrary, SeleniumLibrary, Browser). Each reading
        is a step in the log. If screen and backend do not agree in time, the verdict is failed and the message shows
        both. Anything that ends ``eventually`` immediately also ends this comparison. Returns the backend's value.

        | *Argument*   | *Meaning* |
        | ``locator``  | the element, in the UI library's format; may contain ``=`` |
        | ``slug``     | the validation, written ``@slug`` |
        | ``value=``   | name of a fetched value, or a JSONPath; not needed if the validation fetches exactly one |
        | ``as=``      | how to read both sides: ``text`` (default), ``number`` or ``money`` |
        | ``matches=`` | a regular expression; its first group in the screen's text is compared |
        | ``within=``  | how long to retry both; default: ``eventually`` of the validation, else 5 s |
        | ``on_failure=``, ``on_error=``, inputs | as for `Validate Backend` |

        As ``number``, ``1,234.50`` and ``1.234,50`` are both 1234.5: if a text contains both marks, the last one is the
        decimal mark. ``1,234`` and ``1.234`` are ambiguous: they fail with a message that says so. As ``money``,
        amounts are compared like numbers. Currencies are compared if both sides have a sign or code. The backend's
        value may be ``{"amount": 23, "currency": "EUR"}``.
        """
        return self._hand_on("Compare Screen With Backend", locator, slug, arguments)

    @keyword(tags=("robot:private",))
    def compare_screen_with_backend(  # noqa: PLR0913 - the arguments of the keyword
        self,
        locator: str,
        slug: Slug,
        value: str | None = None,
        *,
        within: Duration = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> object:
        """Implements `UI Should Match Backend` with converted arguments."""
        from QuashLibrary.robotside.keywords.screen_comparison import ScreenComparison
        from QuashLibrary.robotside.use.fetched_values import wanted_value

        reading, pattern = _reading(inputs.pop("as", "text")), _pattern(inputs.pop("matches", ""))
        name = self._ui_library("Get Text")
        wanted = wanted_value(self._imported.registry, slug_of(slug), value)
        overrides = overrides_of(within, on_failure, on_error)._replace(wanted=wanted.fetch)
        comparison = ScreenComparison(
            validations_of(self._imported), name, locator, slug_of(slug), inputs, overrides, wanted, reading, pattern
        )
        outcome = comparison.run()
        validations_of(self._imported).conclude([outcome])
        return outcome.value(wanted.name)

    @keyword
    def type_backend_value(self, locator: str, slug: str, *arguments: str) -> None:
        """Types a value of the backend into the app, and masks it in every log from then on.

        Example:
        | `Type Backend Value` | accessibility_id=otp | @latest-otp | phone=${PHONE_NUMBER} |

        Types with the UI library's own keyword: ``Input Password`` of AppiumLibrary and SeleniumLibrary, ``Type
        Secret`` of Browser. If the validation does not pass, nothing is typed.

        | *Argument*  | *Meaning* |
        | ``locator`` | the field, in the UI library's format; may contain ``=`` |
        | ``slug``    | the validation, written ``@slug`` |
        | ``value=``  | name of a fetched value, or a JSONPath; not needed if the validation fetches exactly one |
        | ``within=``, ``on_failure=``, ``on_error=``, inputs | as for `Validate Backend` |
        """
        self._hand_on("Type Fetched Value", locator, slug, arguments)

    @keyword(tags=("robot:private",))
    def type_fetched_value(  # noqa: PLR0913 - the arguments of the keyword
        self,
        locator: str,
        slug: Slug,
        value: str | None = None,
        *,
        within: Duration = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> None:
        """Implements `Type Backend Value` with converted arguments."""
        from QuashLibrary.engine.outcome import Check
        from QuashLibrary.engine.plan.values import as_text
        from QuashLibrary.robotside.keywords.screen_comparison import with_check
        from QuashLibrary.robotside.use.fetched_values import wanted_value

        name = self._ui_library("Input Password")
        wanted = wanted_value(self._imported.registry, slug_of(slug), value)
        overrides = overrides_of(within, on_failure, on_error)._replace(wanted=wanted.fetch)
        outcome = validations_of(self._imported).run_silently(slug_of(slug), inputs, overrides)
        found, redactor = outcome.value(wanted.name), self._imported.run.redactor
        if found is not None:
            redactor.add(found)
        elif outcome.verdict == "passed":
            outcome = with_check(outcome, Check(wanted.name, "failed", "should be something to type", "was null"))
        else:
            # Any other fetched text may be the intended secret.
            redactor.learn(value for value in outcome.fetched.values() if isinstance(value, str))
        validations_of(self._imported).conclude([outcome])
        if outcome.verdict == "passed":
            _type(name, locator, as_text(found))

    def _ui_library(self, wanted: str) -> str:
        name = ui_library_name(self._imported.run)
        if not name:
            raise ValidationError(f"no UI library with the keyword {wanted}; import one, or set ui_library")
        return name

    def _hand_on(self, name: str, locator: str, slug: str, arguments: tuple[str, ...]) -> object:
        """Run a private keyword with the cells as written; a locator is never a named argument."""
        return BuiltIn().run_keyword(f"{self._imported.library_name}.{name}", _positional(locator), slug, *arguments)


def _type(ui_library: str, locator: str, text: str) -> None:
    """Run the keyword that types. Robot logs the arguments of steps, so a variable passes the text.

    Browser looks the variable up itself. Its Fill Secret is no option: if it fails, Playwright logs the text.
    """
    builtin = BuiltIn()
    builtin.set_local_variable(f"\\${{{_TYPED}}}", escape(text))
    try:
        if hasattr(imported_libraries()[ui_library].instance, "type_secret"):
            builtin.run_keyword(f"{ui_library}.Type Secret", escape(locator), f"${_TYPED}")
        else:
            builtin.run_keyword(f"{ui_library}.Input Password", escape(locator), f"${{{_TYPED}}}")
    finally:
        builtin.set_local_variable(f"\\${{{_TYPED}}}", None)


def _reading(text: object) -> "Reading":
    from QuashLibrary.language.screen_values import Reading

    for known in get_args(Reading):
        if text == known:
            return cast(Reading, known)
    raise ValidationError(f'unknown value as="{text}"; choose {", ".join(get_args(Reading))}')


def _pattern(text: object) -> re.Pattern[str] | None:
    from QuashLibrary.language.regexes import compile_regex

    try:
        return compile_regex(str(text)) if text else None
    except (re.error, RecursionError, OverflowError) as error:
        raise ValidationError(f"matches={text} is not a regular expression: {error}") from None


def _positional(cell: str) -> str:
    """Escape each `=` that would make Robot read the cell as a named argument."""
    name, value = split_from_equals(cell)
    return cell if value is None else f"{name}\\={_positional(value)}"
