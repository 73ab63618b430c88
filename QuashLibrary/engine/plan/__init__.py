"""Look up the values of a validation and make plain data of it, before anything is sent.

Rule: runs in the calling thread; every value that is unknown or unusable is a problem here.
Entry: `plan.make_plan`; `source.Source` is what each source of answers must implement.
Imports: engine, language, language/json_text, language/jsonpath, language/operators, registry/model, traffic.
"""
