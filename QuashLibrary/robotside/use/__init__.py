"""Use validations from a keyword: look values up, run, write to the log, follow the failure policy.

Rule: everything runs in the main thread, except what the engine starts itself.
Entry: `validations.Validations`, which keywords call.
Imports: language, registry, registry/model, engine, engine/plan, engine/check, engine/run, views, robotside,
robotside/robot_api, robotside/state, robotside/app, robotside/log.
"""
