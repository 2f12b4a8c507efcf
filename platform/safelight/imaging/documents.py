"""The first page of a PDF as a picture, drawn by PDFium.

Only the child in which photos are developed calls this: scripts, forms and links of a document are
never run, and what goes wrong in the library takes nothing with it.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from .opening import decoding
from .refusals import Damaged, Locked

#: FPDF_ERR_PASSWORD of fpdfview.h.
_PASSWORD = 4


def first_page(path: Path, *, longest: int) -> Image.Image:
    """The first page, its long edge ``longest`` pixels. Raises Damaged and Locked."""
    # Loads a native library that no other process needs: web processes never draw.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Locked from error
        raise Damaged from error
    except (OSError, ValueError) as error:
        raise Damaged from error
    try:
        with decoding():
            return _drawn(document, longest)
    except pypdfium2.PdfiumError as error:
        raise Damaged from error
    finally:
        document.close()


def _drawn(document: object, longest: int) -> Image.Image:
    page = document[0]  # type: ignore[index]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Damaged
    scale = longest / max(width, height)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    drawn: Image.Image = bitmap.to_pil().convert("RGB")
    return drawn.copy()
