"""Acceptance tests: real robot processes over real servers, judged by the output.xml they leave.

Each suite under ``suites/`` says in the documentation of its test cases how they are to end; the test
modules run the suites, compare that, and look at the rest.
"""
