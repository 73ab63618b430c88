"""Settings for all tests of the language."""

from hypothesis import settings

# The duration of an example depends on the load of the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
