"""Reading PDFs with another program than the one that wrote them."""

from __future__ import annotations

import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined by blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [
            document[number].get_textpage().get_text_range() for number in range(len(document))
        ]
    finally:
        document.close()
    return [" ".join(text.split()) for text in found]


def size(pdf: bytes) -> tuple[int, int]:
    """Of the first page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return round(width), round(height)
