"""An outcome as text, HTML and record.

Rule: everything shown passes the redactor here. Imports: language, registry.model, engine.
"""
