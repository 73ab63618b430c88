"""Write every generated part of docs/reference: `python -m utest.docs.generated`."""

from utest.docs.generated import PAGES, REFERENCE, current_text

if __name__ == "__main__":
    for page in PAGES:
        (REFERENCE / page).write_text(current_text(page), encoding="utf-8")
