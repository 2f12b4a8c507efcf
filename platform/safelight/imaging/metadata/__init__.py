"""What a photo says about itself, made harmless: ``metadata.read``.

Precedence, after the Metadata Working Group's guidelines 2.0:

* facts of the camera (time, camera, exposure): EXIF, then XMP, then IPTC;
* words (title, description, keywords, creator, copyright, credit): XMP, then IPTC, then EXIF;
  IPTC comes first when its stored digest says it was edited after the XMP. EXIF words come last,
  against the guidelines, because cameras fill them in by themselves;
* rating: XMP, then EXIF; a position is only noted as being there.
"""

from __future__ import annotations

from .merging import PhotoMetadata, read

__all__ = ["PhotoMetadata", "read"]
