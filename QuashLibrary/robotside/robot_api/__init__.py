"""The only folder that uses undocumented names of Robot Framework.

Each function hides how the supported versions of Robot work. Every private name has
a test in atest/test_robot_api.py that runs on the newest and on the oldest Robot Framework.

Rule: nothing here knows registries, validations or outcomes.
Entry: none; the module names say what each covers.
Imports: language.
"""
