"""Acceptance tests: real robot processes against real servers, judged by the output.xml that they write.

The [Documentation] of each test case under ``suites/`` says how that test case must end. The test modules run the
suites, compare the results with it, and check everything else.
"""
