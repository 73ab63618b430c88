"""Settings for the tests of the views."""

from hypothesis import settings

# The duration of an example depends on the other work of the machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
