"""The page of a proof, with the report's look: readable without scripts or inline styles.

Rule: Python builds plain data, the templates turn it into HTML, and the size is bounded for any proof.
Entry: `write.write_proof_pages`.
Imports: language, proof, report/files, report/pages, report/pages/markup, report/summary.
"""
