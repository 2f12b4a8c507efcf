"""Why a file is not taken: one exception a reason, each with a sentence for the photographer.

This package knows no Django. Sentences are English message ids marked by ``gettext_noop``; a
caller translates ``refusal.message`` and fills in ``refusal.values`` itself, or shows
``refusal.sentence`` as it is.
"""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark a message id for extraction; the caller translates it."""
    return message


class Refused(Exception):
    """Base of every refusal. ``code`` is stable; ``message`` is the sentence's message id."""

    code = "refused"
    message = gettext_noop("This file could not be read as a photo.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The English sentence, filled in."""
        return self.message % self.values if self.values else self.message


class NotAPhoto(Refused):
    """The bytes are something else, or nothing we know."""

    code = "not_a_photo"
    message = gettext_noop(
        "This is %(what)s, not a photo. Upload JPEG, PNG, TIFF, WebP, AVIF or HEIC, raw files"
        " (CR2, CR3, NEF, ARW, DNG, RAF, ORF, RW2) or PDF."
    )


class Unknown(Refused):
    """No known magic number."""

    code = "unknown_format"
    message = gettext_noop(
        "This file is not a photo in a format we know. Upload JPEG, PNG, TIFF, WebP, AVIF or HEIC,"
        " raw files (CR2, CR3, NEF, ARW, DNG, RAF, ORF, RW2) or PDF."
    )


class Empty(Refused):
    """Nothing in it."""

    code = "empty"
    message = gettext_noop("This file is empty. Export it again and upload it once more.")


class Damaged(Refused):
    """The structure is broken or cut off."""

    code = "damaged"
    message = gettext_noop(
        "This photo is damaged or was cut off on the way. Upload it once more from your computer."
    )


class UnsupportedCoding(Refused):
    """A legal file, in a coding few programs read."""

    code = "unsupported_coding"
    message = gettext_noop(
        "This photo is saved in a rare way (%(coding)s). Save it as an ordinary JPEG or TIFF"
        " and upload it again."
    )


class Locked(Refused):
    """A document that asks for a password."""

    code = "locked"
    message = gettext_noop("This PDF asks for a password. Save it without one and upload it again.")


class TooLarge(Refused):
    """More pixels, a longer side or more memory than the limits allow."""

    code = "too_large"
    message = gettext_noop(
        "This photo claims %(width)d × %(height)d pixels, more than we can open."
        " Save it smaller and upload it again."
    )


class TooComplex(Refused):
    """Small on disk, very expensive to open."""

    code = "too_complex"
    message = gettext_noop(
        "This file would take too much work to open (%(what)s)."
        " Save it as an ordinary JPEG and upload it again."
    )


class TooSlow(Refused):
    """Opening it ran over the time allowed."""

    code = "too_slow"
    message = gettext_noop(
        "Opening this photo took too long. Save it as an ordinary JPEG and upload it again."
    )


class NotPrintable(Refused):
    """A file without a picture that could be put on paper as it is shown."""

    code = "not_printable"
    message = gettext_noop("This file cannot be printed. Upload a JPEG or TIFF of it.")


class PrintTooLarge(Refused):
    """More pixels on paper than can be made."""

    code = "print_too_large"
    message = gettext_noop(
        "A print of %(width)d × %(height)d pixels is larger than we can make a file of."
    )
