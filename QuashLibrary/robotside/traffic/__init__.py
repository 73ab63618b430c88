"""The app's own requests in a run: when to start the proxy, show requests, and act on swallowed failures.

Rule: `traffic` decides what a request means, `views` how it is shown; this folder decides when.
Entry: `proxies.AppProxies`, `app_traffic.AppTraffic`.
Imports: engine, engine/plan, engine/sources/app, language, language/json_text, language/operators, registry/model,
robotside, robotside/app, robotside/log, robotside/robot_api, robotside/state, traffic, views.
"""
