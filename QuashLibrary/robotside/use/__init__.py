"""Run validations for a keyword: look up values, run, write to the log, follow the failure policy.

Rule: everything runs in the main thread, except the threads that the engine starts.
Entry: `validations.Validations`, which keywords call.
Imports: engine, engine/check, engine/plan, engine/run, language, language/jsonpath, language/operators, registry
(top), registry/model, robotside, robotside/app, robotside/log, robotside/robot_api, robotside/state, traffic, views.
"""
