"""The only place that uses what Robot Framework does not document as its API.

Each function says what it does and hides how Robot does it in the versions that are supported. Every private name has
a test in atest/test_robot_api.py that runs on the newest and on the oldest Robot Framework.

Rule: nothing here knows registries, validations or outcomes.
Entry: no single one; the module names say what each covers.
Imports: language.
"""
