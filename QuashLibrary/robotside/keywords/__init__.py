"""The keywords and their documentation, one module per theme.

Rule: a keyword reads its cells, calls `Validations` or `Watches`, and returns; these decide what happens next.
Entry: the classes `…Keywords`, which the library passes to PythonLibCore, and `slugs.SlugKeywords`.
Imports: engine, engine/plan, engine/run, engine/wait, language, language/operators, registry/model, robotside,
robotside/app, robotside/background, robotside/log, robotside/robot_api, robotside/state, robotside/traffic,
robotside/use.
"""
