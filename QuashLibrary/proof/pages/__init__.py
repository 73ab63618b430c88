"""The page of a proof, in the look of the report: readable without scripts or inline styles.

Rule: Python makes plain data, the templates make HTML of it; the size is bounded for any proof.
Entry: `write.write_proof_pages`.
Imports: language, proof, report/files, report/pages, report/pages/markup, report/summary.
"""
