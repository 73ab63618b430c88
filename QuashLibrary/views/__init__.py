"""Show an outcome as text, as HTML and as a record.

Rule: every shown text passes through the one redactor here; questions and answers describe themselves, so no view
knows a source.
Entry: `message.failure_message`, `html.outcome_html`, `outcome_record.record_of`.
Imports: engine, engine/check, engine/run, language, language/json_text, registry/model, traffic.
"""
