"""Run attached validations at steps and tests of suites that do not mention them.

Rule: an attached validation is a real step in the running body, if Robot has a place for one.
Entry: the listener's features `attachments.Attachments` and `listener_library.ListenerLibrary`.
Imports: engine, engine/plan, language, registry/model, robotside, robotside/robot_api, robotside/state,
robotside/use.
"""
