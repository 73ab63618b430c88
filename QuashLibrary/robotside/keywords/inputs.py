"""The keywords that set values for later steps: the environment of the connections, and inputs.

In: their arguments. Out: the state of the running suite or test, which ends with it.
"""

from typing import TYPE_CHECKING, Any

from robot.api.deco import keyword

from QuashLibrary.errors import UnusableValueError
from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.service import validations_of
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.robot_api.variables import variable
from QuashLibrary.robotside.use.unknown_names import all_inputs, inputs_named

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry


class InputKeywords:
    """The keywords that set the environment and inputs for later steps."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword
    def set_backend_environment(self, name: str | None) -> None:
        """Switches the connections to another environment, until the end of the current suite.

        Examples:
        | `Set Backend Environment` | staging |
        | `Set Backend Environment` | ${None} |

        ``${None}`` restores the environment of the import. The environment also applies to suites below this one.
        Connections that have no environment of this name stay as they are.
        """
        registry = self._imported.registry
        known = sorted(registry.environments)
        if name is not None and name not in known:
            listed = f"known are {', '.join(known)}" if known else "no connection has environments"
            advice = did_you_mean(name, known) or listed
            raise ValidationError(f'no connection has the environment "{name}"; {advice}')
        before = self._addresses_of_apps()
        self._imported.run.suite.environments[registry.files] = name
        for connection in before.items() - self._addresses_of_apps().items():
            messages.text(
                f'the app\'s own requests to "{connection[0]}" still go to {connection[1]}, '
                "the address at the start of the run"
            )

    def _addresses_of_apps(self) -> dict[str, str]:
        """Return the addresses of the connections whose app is recorded, as written in the registry."""
        builder, traffic = validations_of(self._imported).call_builder, self._imported.run.traffic
        names = [name for name in (traffic.backends if traffic else ()) if name in self._imported.registry.connections]
        return {name: str(builder.connection(name).address) for name in names}

    @keyword
    def set_backend_input(self, name: str, value: Any) -> None:
        """Sets an input for all validations that declare it, until the end of the current test.

        Example:
        | `Set Backend Input` | phone | ${PHONE_NUMBER} |

        In a suite setup, the input is set until the end of the suite, including suites below it. An argument of a step
        overrides this value; this value overrides the registry's default. ``${None}`` restores that default. The value
        is masked if any validation declares the input with ``secret: true``.
        """
        registry, run = self._imported.registry, self._imported.run
        declared = inputs_named(registry, name)
        if not declared:
            known = dict.fromkeys(item.name for item in all_inputs(registry))
            listed = f"known are {', '.join(known)}" if known else "no validation has inputs"
            raise ValidationError(f'no validation has an input "{name}"; {did_you_mean(name, known) or listed}')
        if any(item.secret for item in declared):
            from QuashLibrary.engine.plan.plain_values import plain

            try:
                run.redactor.add(plain(value, run.redactor, f"the input {name}"))
            except UnusableValueError as error:
                raise ValidationError(str(error)) from None
        run.current_inputs()[name] = value

    @keyword
    def lease_backend_input(self, name: str) -> object:
        """Reserves a value from the input's list in the registry for this test alone, and returns it.

        Example:
        | ${phone} = | `Lease Backend Input` | phone |
        | Input Text | accessibility_id=phone | ${phone} |

        The registry contains the list: ``inputs: {phone: {lease: ["+491700000001", "+491700000002"]}}``. Until the test
        ends, no other pabot process gets this value, and all validations of the test that declare the input use it. The
        value becomes free when the test ends, or when the suite ends if its setup reserved the value. Without pabot,
        the test gets the first value of the list.

        If all values are in use, the keyword waits for up to 5 minutes and then fails. It also fails if the input has
        no list. A value of a killed process is free immediately.
        """
        registry, run = self._imported.registry, self._imported.run
        listed = [item for item in inputs_named(registry, name) if item.lease]
        if not listed:
            known = dict.fromkeys(item.name for item in all_inputs(registry) if item.lease)
            listed_names = f"known are {', '.join(known)}" if known else "write  lease: [one, two]  below the input"
            raise ValidationError(
                f'no validation has an input "{name}" with a lease; {did_you_mean(name, known) or listed_names}'
            )
        from QuashLibrary.engine.plan.values import Scope
        from QuashLibrary.robotside.use.leases import lease_input

        scope = Scope(run.redactor, preset=run.set_inputs(), variables=variable)
        try:
            value = lease_input(run, listed[0], scope)
        except UnusableValueError as error:
            raise ValidationError(str(error)) from None
        run.current_inputs()[name] = value
        return value
