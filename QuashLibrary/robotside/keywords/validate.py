"""The keywords: Validate Backend, Fetch Into Variable, Fetch Backend Value and Check Backend Connection.

The library's introduction explains the ideas that keywords share (registry, inputs, verdicts, failure policies). The
documentation here says what each keyword does.
"""

import re
from typing import TYPE_CHECKING, Any, Literal

from robot.api.deco import keyword
from robot.libraries.BuiltIn import BuiltIn
from robot.utils import escape

from QuashLibrary.registry.model import OnError, OnFailure
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.arguments import Slug, overrides_of, slug_of
from QuashLibrary.robotside.keywords.connection_names import ConnectionName
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.use.durations import Duration

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry

_VARIABLE = re.compile(r"\\?\$\{\s*([^{}]+?)\s*\}\s*=?|(?:\\?\$)?([^\W\d][\w ]*)")
VariableScope = Literal["LOCAL", "TEST", "TASK", "SUITE", "SUITES", "GLOBAL"]


class ValidationKeywords:
    """The keywords that take a slug as an argument, and Check Backend Connection."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword
    def validate_backend(
        self,
        slug: Slug,
        *more: Slug,
        within: Duration = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> dict[str, object]:
        """Checks the backend at this moment of the test, with one or several validations.

        Examples:
        | `Validate Backend` | @order-created | order_id=A-1001 |
        | `Validate Backend` | @order-created | @payment-captured | order_id=${order_id} | within=10s |
        | &{order} = | `Validate Backend` | @order-created | order_id=${order_id} |

        Sends the request and compares the answer with the expectations in the registry. The verdict is failed if an
        expectation is not met. It is error if the backend is unreachable or its answer cannot be read. See
        `Failure policies` for what happens then.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``more``        | more validations, which run at the same time; failures are reported together |
        | ``within``      | how long to retry until all expectations are met, e.g. ``10s``; default: ``eventually`` |
        | ``on_failure``  | ``fail``, ``continue``, ``warn`` or ``stop``; default: the registry's policy |
        | ``on_error``    | the same policies and ``skip``; default: the registry's policy |
        | ``inputs``      | values of the validation's inputs; each validation gets the inputs that it declares |

        Returns the fetched values by name.
        """
        slugs = [slug_of(item) for item in (slug, *more)]
        outcomes = validations_of(self._imported).use(slugs, inputs, overrides_of(within, on_failure, on_error))
        return {name: value for outcome in outcomes for name, value in outcome.fetched.items()}

    @keyword
    def check_backend_connection(self, name: ConnectionName) -> None:
        """Fails if a backend is unreachable or rejects the credentials.

        Examples:
        | `Check Backend Connection` | shop |
        | Suite Setup | `Check Backend Connection` | payments |

        Sends the request in the connection's ``check``; without one, GET of its ``base_url``; to a database,
        ``SELECT 1``. Any answer except 401, 403 and 5xx passes. In a suite setup, it distinguishes a backend that is
        down from an app that is broken.

        | *Argument* | *Meaning* |
        | ``name``   | the connection's name in the registry |
        """
        validations_of(self._imported).check_connection(str(getattr(name, "value", name)))

    @keyword
    def fetch_backend_value(
        self,
        slug: Slug,
        value: str | None = None,
        *,
        within: Duration = None,
        on_failure: OnFailure | None = None,
        on_error: OnError | None = None,
        **inputs: Any,
    ) -> object:
        """Validates the backend and returns one value of its answer.

        Examples:
        | ${otp} = | `Fetch Backend Value` | @latest-otp | phone=+4915550100 |
        | ${state} = | `Fetch Backend Value` | @order-created | value=$.state | order_id=A-1001 |

        Fails as `Validate Backend` does. A missing value also makes the verdict failed, like an expectation that does
        not hold, and is retried like one. With the policy ``warn``, the keyword then returns ``${None}``.

        | *Argument*      | *Meaning* |
        | ``slug``        | the validation, written ``@slug`` |
        | ``value``       | name of a fetched value, or a JSONPath; not needed if the validation fetches exactly one |
        | ``within``, ``on_failure``, ``on_error``, ``inputs`` | as for `Validate Backend` |
        """
        from QuashLibrary.robotside.use.fetched_values import wanted_value

        name = slug_of(slug)
        wanted = wanted_value(self._imported.registry, name, value)
        overrides = overrides_of(within, on_failure, on_error)._replace(wanted=wanted.fetch)
        [outcome] = validations_of(self._imported).use([name], inputs, overrides)
        return outcome.value(wanted.name)

    @keyword
    def fetch_into_variable(self, variable: str, slug: str, *arguments: str) -> object:
        r"""Validates the backend and sets a Robot variable to one value of its answer.

        Examples:
        | `Fetch Into Variable` | ${otp} | @latest-otp | phone=+4915550100 |
        | `Fetch Into Variable` | ${total} | @order-created | value=total | order_id=${order_id} | scope=SUITE |

        The variable need not exist yet. ``${otp}``, ``\${otp}``, ``$otp`` and ``otp`` all name it. Also returns the
        value. A value marked ``secret: true`` in the registry arrives as plain text, so ``Input Text`` can type it;
        from then on it is masked in every message of every library.

        | *Argument*      | *Meaning* |
        | ``variable``    | the variable to set |
        | ``slug``        | the validation, written ``@slug`` |
        | ``value=``      | name of a fetched value, or a JSONPath; not needed if the validation fetches exactly one |
        | ``scope=``      | ``LOCAL``, ``TEST`` (default), ``SUITE`` (default outside tests), ``SUITES``, ``GLOBAL`` |
        | ``within=``, ``on_failure=``, ``on_error=``, inputs | as for `Validate Backend` |
        """
        builtin, name = BuiltIn(), _variable_name(variable)
        scope, rest = _take_scope(arguments)
        scope = _scope(str(builtin.replace_variables(scope)) if scope else "")
        fetched = builtin.run_keyword(f"{self._imported.library_name}.Fetch Backend Value", slug, *rest)
        _set_variable(name, fetched, scope)
        return fetched


def _take_scope(arguments: tuple[str, ...]) -> tuple[str, list[str]]:
    scopes = [item for item in arguments if item.lower().startswith("scope=")]
    rest = [item for item in arguments if item not in scopes]
    return (scopes[-1].partition("=")[2] if scopes else ""), rest


def _scope(text: str) -> str:
    scope = text.upper() or ("TEST" if BuiltIn().get_variable_value("${TEST NAME}") is not None else "SUITE")
    known = VariableScope.__args__  # type: ignore[attr-defined]
    if scope not in known:
        raise ValidationError(f'unknown value scope="{text}"; choose {", ".join(known)}')
    return "TEST" if scope == "TASK" else scope


def _variable_name(cell: str) -> str:
    r"""Return the name of the variable in `${otp}`, `\${otp}`, `$otp` or `otp`."""
    match = _VARIABLE.fullmatch(cell.strip())
    if not match:
        raise ValidationError(f'"{cell}" is not a variable; write the variable to set first, such as ${{otp}}')
    return str(match[1] or match[2])


def _set_variable(name: str, value: object, scope: str) -> None:
    # Escaped, because Robot would resolve both: an existing ${otp} to its value, and "${…}" inside the value.
    builtin, target, literal = BuiltIn(), f"\\${{{name}}}", escape(value)
    match scope:
        case "LOCAL":
            builtin.set_local_variable(target, literal)
        case "TEST":
            builtin.set_test_variable(target, literal)
        case "GLOBAL":
            builtin.set_global_variable(target, literal)
        case _:
            builtin.set_suite_variable(target, literal, *(["children=True"] if scope == "SUITES" else []))
