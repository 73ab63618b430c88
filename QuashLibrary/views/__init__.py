"""An outcome as text, HTML and record.

Rule: everything shown passes the one redactor here; questions and answers describe themselves, so that no view
knows a source.
Entry: `message.failure_message`, `html.outcome_html`, `outcome_record.record_of`.
Imports: engine, engine/check, engine/run, language, language/json_text, registry/model, traffic.
"""
