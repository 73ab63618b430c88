"""Look up the values of a validation and turn it into plain data, before anything is sent.

Rule: runs in the calling thread; every unknown or unusable value is a problem here.
Entry: `plan.make_plan`; each source of answers implements `source.Source`.
Imports: engine, language, language/json_text, language/jsonpath, language/operators, registry/model, traffic.
"""
