"""UI against backend: the screen shows what the backend says, and a secret of the backend is typed.

In: a locator, a slug and what further cells hold. The public keywords are run-keyword variants, so that Robot takes no
locator (`css=…`) for a named argument: they hand their cells on to a private keyword as a step of its own, in which
Robot resolves, converts and applies timeouts as ever.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol, cast, get_args

from robot.api.deco import keyword
from robot.errors import ExecutionFailed
from robot.libraries.BuiltIn import BuiltIn
from robot.utils import escape, split_from_equals

from QuashLibrary.engine.outcome import Check, Outcome, Verdict
from QuashLibrary.engine.plan.values import as_text
from QuashLibrary.engine.run.runner import repeatable
from QuashLibrary.engine.wait.polling import Rhythm
from QuashLibrary.errors import SlowPatternError, UnreadableScreenError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.language.json_display import show
from QuashLibrary.language.regexes import compile_regex, search
from QuashLibrary.language.screen_values import Reading, agree
from QuashLibrary.registry.model import OnError, OnFailure, Validation
from QuashLibrary.robotside.app.keep_alive import keeping_alive
from QuashLibrary.robotside.app.ui_library import imported_libraries, ui_library_name
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.validate import Slug, overrides_of, slug_of
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use.validator import Overrides

_PATIENCE = 5.0
"""Seconds in which screen and backend have to agree where nothing else is said."""

_TYPED = "QUASH TYPED VALUE"
_RHYTHM = Rhythm()
_SHORTEST = 0.2
"""Seconds between two readings at least: each is a step in the log."""


class Matching(Protocol):
    """What these keywords need of the library."""

    @property
    def session(self) -> Session:
        """The session of the process."""

    def own_name(self) -> str:
        """Return the name under which the running suite knows the library."""

    def definition(self, slug: str) -> Validation:
        """Return a validation."""

    def ask(self, slug: str, inputs: Mapping[str, object], overrides: Overrides) -> Outcome:
        """Use a validation, and show nothing yet."""

    def conclude(self, outcome: Outcome) -> None:
        """Show an outcome and follow its policy."""

    def value_of(self, outcome: Outcome, wanted: str | None) -> object:
        """Return the value that is wanted of an outcome."""


class UiKeywords:
    """The keywords that look at both sides."""

    def __init__(self, library: Matching) -> None:
        """Take the library."""
        self._library = library

    @keyword("UI Should Match Backend")
    def ui_should_match_backend(self, locator: str, slug: str, *arguments: str) -> object:
        """Compares the text that the screen shows with a value of the backend, until they agree.

        The text is read by ``Get Text`` of the ``ui_library`` (AppiumLibrary, SeleniumLibrary, Browser); each reading
        is a step in the log. Where screen and backend do not agree in time, the validation has failed, and the message
        shows both. What ends ``eventually`` at once ends this as well. Returns the backend's value.

        | *Argument*   | *Meaning* |
        | ``locator``  | the element, as the UI library takes it; may hold ``=`` |
        | ``slug``     | the validation, written ``@slug`` |
        | ``value=``   | name of a fetched value, or a JSONPath; not needed where exactly one is fetched |
        | ``as=``      | how both are read: ``text`` (default), ``number`` or ``money`` |
        | ``matches=`` | a regular expression; its first group of the screen's text is compared |
        | ``within=``  | how long to ask both; default: ``eventually`` of the validation, else 5 s |
        | ``on_failure=``, ``on_error=``, inputs | as for `Validate Backend` |

        As ``number``, ``1,234.50`` and ``1.234,50`` are both 1234.5: where both marks stand, the last one is the
        decimal mark. ``1,234`` and ``1.234`` are ambiguous, and fail saying so. As ``money``, the amounts are compared
        so, and the currencies where both sides have a sign or code; the backend's may be
        ``{"amount": 23, "currency": "EUR"}``.

        Examples:
        | `UI Should Match Backend` | css=#total | @order-created | value=$.total | as=money | order_id=${order_id} |
        | `UI Should Match Backend` | id=number | @newest-order | matches=No. (.*) |
        """
        return self._hand_on("Compare Screen With Backend", locator, slug, arguments)

    @keyword(tags=("robot:private",))
    def compare_screen_with_backend(  # noqa: PLR0913 - the arguments of the keyword
        self,
        locator: str,
        slug: Slug,
        value: str | None = None,
        *,
        within: timedelta | None = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> object:
        """Does what `UI Should Match Backend` says, with its cells read."""
        reading, pattern = _reading(inputs.pop("as", "text")), _pattern(inputs.pop("matches", ""))
        name = self._ui_library("Get Text")
        overrides = overrides_of(within, on_failure, on_error)
        match = _Match(self._library, name, locator, slug_of(slug), inputs, overrides, value, reading, pattern)
        outcome = match.run()
        self._library.conclude(outcome)
        return self._library.value_of(outcome, value)

    @keyword
    def type_backend_value(self, locator: str, slug: str, *arguments: str) -> None:
        """Types a value of the backend into the app, and masks it in every log from then on.

        It is typed by the UI library's own keyword: ``Input Password`` of AppiumLibrary and SeleniumLibrary, ``Type
        Secret`` of Browser. Where the validation does not pass, nothing is typed.

        | *Argument*  | *Meaning* |
        | ``locator`` | the field, as the UI library takes it; may hold ``=`` |
        | ``slug``    | the validation, written ``@slug`` |
        | ``value=``  | name of a fetched value, or a JSONPath; not needed where exactly one is fetched |
        | ``within=``, ``on_failure=``, ``on_error=``, inputs | as for `Validate Backend` |

        Examples:
        | `Type Backend Value` | accessibility_id=otp | @latest-otp | phone=${PHONE_NUMBER} |
        """
        self._hand_on("Type Fetched Value", locator, slug, arguments)

    @keyword(tags=("robot:private",))
    def type_fetched_value(  # noqa: PLR0913 - the arguments of the keyword
        self,
        locator: str,
        slug: Slug,
        value: str | None = None,
        *,
        within: timedelta | None = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> None:
        """Does what `Type Backend Value` says, with its cells read."""
        name = self._ui_library("Input Password")
        outcome = self._library.ask(slug_of(slug), inputs, overrides_of(within, on_failure, on_error))
        found = _value(self._library, outcome, value, secret=True) if outcome.verdict == "passed" else None
        self._library.session.redactor.add(found)
        self._library.conclude(outcome)
        if outcome.verdict == "passed":
            _type(name, locator, as_text(found))

    def _ui_library(self, wanted: str) -> str:
        name = ui_library_name(self._library.session.ui_libraries)
        if not name:
            raise ValidationError(f"there is no UI library whose {wanted} could be used; import it, or set ui_library")
        return name

    def _hand_on(self, name: str, locator: str, slug: str, arguments: tuple[str, ...]) -> object:
        """Run a private keyword with the cells as they are written; a locator is never a named argument."""
        return BuiltIn().run_keyword(f"{self._library.own_name()}.{name}", _positional(locator), slug, *arguments)


@dataclass(frozen=True, slots=True)
class _Match:
    """One comparison of both sides, asked again until they agree."""

    library: Matching
    ui_library: str
    locator: str
    slug: str
    inputs: Mapping[str, object]
    overrides: Overrides
    value: str | None
    reading: Reading
    pattern: re.Pattern[str] | None

    def run(self) -> Outcome:
        """Ask both sides until they agree or time is up, and return the last outcome, the screen among its checks."""
        clock, validation = self.library.session.clock, self.library.definition(self.slug)
        start, patience = clock.monotonic(), self._patience(validation)
        number = 1
        backend = first = self._ask(number)
        while True:
            outcome = self._compared(backend)
            waited = clock.monotonic() - start
            pause = max(_RHYTHM.pause(number, waited), _SHORTEST)
            if outcome.verdict == "passed" or not outcome.attempts or outcome.gave_up or waited + pause > patience:
                break
            with keeping_alive(self.library.session):
                clock.pause(pause)
            self._forgive_reading(backend)
            number += 1
            if repeatable(validation):
                backend = self._ask(number)
        gave_up = outcome.gave_up or (f"gave up after {show_duration(waited)}" if number > 1 else "")
        told = gave_up if patience and outcome.verdict != "passed" else ""
        return replace(outcome, started=first.started, elapsed=waited, waited=number > 1, gave_up=told)

    def _forgive_reading(self, backend: Outcome) -> None:
        """An element that is not there yet is no failure that the app showed; it is read where the backend passed."""
        steps = self.library.session.test.ui_steps
        if steps and backend.verdict == "passed":
            steps[-1].failed = False

    def _patience(self, validation: Validation) -> float:
        if self.overrides.within is not None:
            return self.overrides.within
        return validation.timing.within if validation.timing else _PATIENCE

    def _ask(self, number: int) -> Outcome:
        outcome = self.library.ask(self.slug, self.inputs, replace(self.overrides, within=0.0, part=True))
        attempts = tuple(replace(attempt, first=number, number=number) for attempt in outcome.attempts)
        hopeless = outcome.verdict != "passed" and not repeatable(self.library.definition(self.slug))
        gave_up = "not asked again" if hopeless and not outcome.gave_up else outcome.gave_up
        return replace(outcome, attempts=attempts, gave_up=gave_up)

    def _compared(self, outcome: Outcome) -> Outcome:
        """Return an outcome with the screen's text among its checks; one that did not pass is told as it is."""
        last = outcome.last
        if last is None or outcome.verdict != "passed":
            return outcome
        expected = _value(self.library, outcome, self.value)
        holds, was = self._read(expected)
        as_what = "" if self.reading == "text" else f" as {self.reading}"
        should = f"should show {show(expected)}{as_what}"
        check = Check(f"screen {self.locator}", "holds" if holds else "failed", should, was)
        verdict: Verdict = "passed" if holds else "failed"
        last = replace(last, checks=(check, *last.checks), verdict=verdict)
        return replace(outcome, attempts=(*outcome.attempts[:-1], last), verdict=verdict)

    def _read(self, expected: object) -> tuple[bool, str]:
        """Return whether the screen agrees, and what it showed."""
        try:
            text = str(BuiltIn().run_keyword(f"{self.ui_library}.Get Text", escape(self.locator)))
        except ExecutionFailed as failure:
            if failure.dont_continue:
                raise
            return False, f"could not be read: {failure}"
        try:
            found = search(self.pattern.pattern, text) if self.pattern else None
        except SlowPatternError as error:
            return False, f"showed {show(text)}: {error}"
        if self.pattern and found is None:
            return False, f"showed {show(text)}, in which {self.pattern.pattern} finds nothing"
        shown_text = (found[1] if found.re.groups else found[0]) or "" if found else text
        try:
            return agree(shown_text, expected, self.reading), f"showed {show(shown_text)}"
        except UnreadableScreenError as error:
            return False, str(error)


def _value(library: Matching, outcome: Outcome, wanted: str | None, *, secret: bool = False) -> object:
    """Return the value that is wanted; where there is none, the evidence in the log shows what there is."""
    try:
        return library.value_of(outcome, wanted)
    except ValidationError:
        # One of these may be the secret that was meant.
        for value in outcome.fetched.values() if secret else ():
            library.session.redactor.add(value)
        library.conclude(outcome)
        raise


def _type(ui_library: str, locator: str, text: str) -> None:
    """Run the keyword that types; Robot writes the arguments of steps as they are, so the text goes by a variable.

    Browser looks it up itself. Its Fill Secret would not do: the log of Playwright has the text where that fails.
    """
    builtin = BuiltIn()
    builtin.set_local_variable(f"\\${{{_TYPED}}}", escape(text))
    try:
        if hasattr(imported_libraries()[ui_library], "type_secret"):
            builtin.run_keyword(f"{ui_library}.Type Secret", escape(locator), f"${_TYPED}")
        else:
            builtin.run_keyword(f"{ui_library}.Input Password", escape(locator), f"${{{_TYPED}}}")
    finally:
        builtin.set_local_variable(f"\\${{{_TYPED}}}", None)


def _reading(text: object) -> Reading:
    for known in get_args(Reading):
        if text == known:
            return cast(Reading, known)
    raise ValidationError(f'as="{text}" is not known; known are {", ".join(get_args(Reading))}')


def _pattern(text: object) -> re.Pattern[str] | None:
    try:
        return compile_regex(str(text)) if text else None
    except (re.error, RecursionError, OverflowError) as error:
        raise ValidationError(f"matches={text} is no regular expression: {error}") from None


def _positional(cell: str) -> str:
    """Escape each `=` of a cell that Robot would take for that of a named argument."""
    name, value = split_from_equals(cell)
    return cell if value is None else f"{name}\\={_positional(value)}"
