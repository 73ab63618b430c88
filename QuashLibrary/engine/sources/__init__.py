"""Where answers come from: one folder for each source.

Imports: language, registry, engine root, plan.
"""
