"""The app's own requests in a run: the proxy, what is shown of them, and what follows from swallowed failures.

Rule: what a request means is decided in `traffic`, how it is shown in `views`; here is when.
Entry: `proxies.AppProxies`, `app_traffic.AppTraffic`.
Imports: engine, engine/plan, engine/sources/app, language, language/json_text, language/operators, registry/model,
robotside, robotside/app, robotside/log, robotside/robot_api, robotside/state, traffic, views.
"""
