"""Validations attached to steps and tests of suites that do not mention them."""
