"""Write a proof into a folder: the page, `proof.json` and `proof.md`."""

from pathlib import Path

from QuashLibrary.errors import ReportNotWrittenError
from QuashLibrary.proof.json_file import write_proof_json
from QuashLibrary.proof.markdown import proof_markdown
from QuashLibrary.proof.model import Proof
from QuashLibrary.proof.pages.write import write_proof_pages
from QuashLibrary.report.files.whole_files import write_whole

JSON_NAME, MARKDOWN_NAME = "proof.json", "proof.md"


def write_proof(proof: Proof, folder: Path) -> Path:
    """Write a proof and return the path of its page.

    Raises:
        ReportNotWrittenError: the folder cannot be written to.
    """
    try:
        write_proof_json(proof, folder / JSON_NAME)
        write_whole(folder / MARKDOWN_NAME, proof_markdown(proof).encode("utf-8", "backslashreplace"))
        return write_proof_pages(proof, folder)
    except OSError as error:
        raise ReportNotWrittenError(f"the proof cannot be written to {folder}: {error.strerror or error}") from error
