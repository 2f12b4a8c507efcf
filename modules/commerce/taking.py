"""The papers of orders for an export, as PDF, and the studio's terms."""

from __future__ import annotations

from collections.abc import Iterator

from modules.commerce.models import Document, TermsFile
from modules.commerce.papers.download import name_of
from safelight.kernel.takeout import StoredFile, WrittenFile

_FOLDERS = {Document.Kind.INVOICE: "invoices", Document.Kind.CREDIT_NOTE: "credit notes"}


def files() -> Iterator[StoredFile | WrittenFile]:
    for document in Document.objects.order_by("pk").iterator():
        folder = _FOLDERS[Document.Kind(document.kind)]
        yield WrittenFile(path=f"{folder}/{name_of(document)}", kind="paper", row=document.pk)
    for terms in TermsFile.objects.exclude(object_key="").order_by("pk"):
        # The name that the studio gave it, in the order in which they counted.
        path = f"terms/{terms.set_at:%Y-%m-%d} {terms.name or 'terms.pdf'}"
        yield StoredFile(
            path=path, name=terms.name, key=terms.object_key, kind="terms", row=terms.pk,
            bytes=terms.bytes, at=terms.set_at,
        )  # fmt: skip


def made(kind: str, row: int) -> bytes:
    """The PDF of a paper, which says the same whenever it is made."""
    # Only here: the library takes 50 MB of memory, in processes that print nothing too.
    from modules.commerce.papers import writing

    document = Document.objects.get(pk=row)
    return writing.pdf(document.data, at=document.issued_at)
