"""What a suite sets for the steps that follow: the environment of the connections, and inputs.

In: Set Backend Environment and Set Backend Input. Out: the state of the running suite or test, which ends with it.
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
    """The keywords that set what later steps use."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._imported = imported

    @keyword
    def set_backend_environment(self, name: str | None) -> None:
        """Uses another environment of the connections, from here to the end of the running suite.

        Suites below it use it as well. Connections that have no environment of this name stay as they are.
        ``${None}`` goes back to the environment of the import.

        Examples:
        | `Set Backend Environment` | staging |
        | `Set Backend Environment` | ${None} |
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
                f'the app\'s own requests to "{connection[0]}" still go to {connection[1]}: '
                "they are forwarded where the run began"
            )

    def _addresses_of_apps(self) -> dict[str, str]:
        """Return the addresses of the connections whose app is recorded, as they are written."""
        builder, traffic = validations_of(self._imported).call_builder, self._imported.run.traffic
        names = [name for name in (traffic.backends if traffic else ()) if name in self._imported.registry.connections]
        return {name: str(builder.connection(name).address) for name in names}

    @keyword
    def set_backend_input(self, name: str, value: Any) -> None:
        """Sets an input for all validations that declare it, from here to the end of the running test.

        In the setup of a suite it holds to the end of the suite, also in suites below it. What a step is given itself
        goes before it, the default of the registry after it. ``${None}`` goes back to that default. The value of an
        input that any validation declares ``secret: true`` is masked.

        Examples:
        | `Set Backend Input` | phone | ${PHONE_NUMBER} |
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
        """Leases a value for an input from its list in the registry, for this test alone, and returns it.

        The list stands in the registry: ``inputs: {phone: {lease: ["+491700000001", "+491700000002"]}}``. Until the
        test ends, no other process that pabot runs at the same time gets the same value, and all validations of
        the test that declare the input use it. The value is given back when the test ends; one that is leased in the
        setup of a suite, when the suite ends. Without pabot it is the first of the list.

        It fails where the input has no list, and where none of the values becomes free within 5 minutes. The value of
        a process that was killed is free at once.

        Examples:
        | ${phone} = | `Lease Backend Input` | phone |
        | Input Text | accessibility_id=phone | ${phone} |
        """
        registry, run = self._imported.registry, self._imported.run
        listed = [item for item in inputs_named(registry, name) if item.lease]
        if not listed:
            known = dict.fromkeys(item.name for item in all_inputs(registry) if item.lease)
            told = f"those with one are {', '.join(known)}" if known else "write  lease: [one, two]  below the input"
            raise ValidationError(
                f'no validation has an input "{name}" with a lease; {did_you_mean(name, known) or told}'
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
