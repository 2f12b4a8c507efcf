"""The order sheet: what to print, how often, on what, for whom. A PDF made of the order alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import closing
from io import BytesIO

from django.utils import translation
from django.utils.translation import gettext as _

from modules.commerce import facade as commerce
from modules.labs.adapters.mailed import words
from modules.labs.contract import Account, Piece, Submission
from safelight.outbox import brand as brands
from safelight.outbox.posting import Attachment
from safelight.storage import keys, objects
from tenants.context import current_studio

PDF = "application/pdf"
# Millimetres, as all lengths here.
PICTURE, GAP = 32.0, 6.0
FACT = 42.0


def store(account: Account, submission: Submission, pictures: Mapping[str, bytes]) -> Attachment:
    """Write the sheet into the storage, under the same key for the same order."""
    key = stored_at(submission)
    made = pdf(account, submission, pictures)
    objects.from_environment().write(key, [made])
    return Attachment(key=key, name=f"{words.file_name(submission)}.pdf", media_type=PDF)


def stored_at(submission: Submission) -> str:
    """Where the sheet lies; remove it with the order's personal data."""
    studio = current_studio().uuid
    identity = uuid.uuid5(studio, f"labs.mailed:{submission.key}")
    return keys.join(keys.object_key(studio, identity), "sheet")


def pdf(account: Account, submission: Submission, pictures: Mapping[str, bytes]) -> bytes:
    """Laid out twice, to say on each page how many there are."""
    brand = brands.of(current_studio())
    with translation.override(brand.language):
        with closing(_Writing(account, submission, pictures, brand, pages=0)) as counted:
            pages = counted.sheet.page_no()
        with closing(_Writing(account, submission, pictures, brand, pages=pages)) as written:
            return bytes(written.sheet.output())


class _Writing:
    def __init__(
        self, account: Account, submission: Submission, pictures: Mapping[str, bytes],
        brand: brands.Brand, *, pages: int,
    ) -> None:  # fmt: skip
        self.account, self.submission, self.pictures = account, submission, pictures
        title = words.title(submission)
        self.sheet = commerce.sheet(
            language=brand.language,
            foot=f"{brand.name} · {title}",
            pages=pages,
            at=submission.placed_at,
        )
        self.sheet.set_title(title)
        self.sheet.set_author(brand.name)
        self._head(brand, title)
        for number, piece in enumerate(submission.pieces, 1):
            self._piece(number, piece)
        self._end()

    def close(self) -> None:
        self.sheet.close_fonts()

    def _head(self, brand: brands.Brand, title: str) -> None:
        sheet = self.sheet
        sheet.ink(13, bold=True)
        sheet.write_lines([brand.name], sheet.epw)
        sheet.ink(8, grey=True)
        sheet.write_lines([row for row in (brand.footer, brand.reply_to) if row], sheet.epw)
        sheet.ln(8)
        sheet.ink(17, bold=True)
        sheet.write_lines([title], sheet.epw)
        if self.submission.again:
            sheet.ink(10, bold=True)
            sheet.write_lines([words.again()], sheet.epw)
        sheet.ln(3)
        for name, value in words.facts(self.account, self.submission):
            self._fact(name, value)
        sheet.ln(5)
        sheet.rule()
        sheet.ln(2)

    def _fact(self, name: str, value: str) -> None:
        sheet = self.sheet
        sheet.ink(9, grey=True)
        top = sheet.get_y()
        sheet.write_lines([name], FACT)
        sheet.set_xy(sheet.l_margin + FACT, top)
        sheet.ink(9)
        sheet.write_lines([value], sheet.epw - FACT)
        sheet.set_x(sheet.l_margin)
        sheet.ln(1)

    def _piece(self, number: int, piece: Piece) -> None:
        """One product beside its first picture; the pictures of its other areas follow below."""
        sheet = self.sheet
        sheet.make_room(PICTURE + GAP)
        top, page = sheet.get_y(), sheet.page_no()
        drawn = self._pictures(piece, top)
        beside = sheet.epw - PICTURE - GAP
        sheet.set_xy(sheet.l_margin + PICTURE + GAP, top)
        sheet.ink(11, bold=True)
        sheet.write_lines([f"{number}.  {words.copies(piece)}"], beside)
        sheet.ink(9)
        sheet.write_lines(words.about(piece), beside)
        sheet.ink(8, grey=True)
        sheet.write_lines([words.file(each) for each in piece.files], beside)
        # Long lists of files may have gone over to the next page, where nothing was drawn.
        below = sheet.get_y() if sheet.page_no() != page else max(sheet.get_y(), top + drawn)
        sheet.set_xy(sheet.l_margin, below + 3)
        sheet.rule()
        sheet.ln(2)

    def _pictures(self, piece: Piece, top: float) -> float:
        """Draw the first file's picture; how high it is."""
        found = [self.pictures[each.key] for each in piece.files if each.key in self.pictures]
        if not found:
            return 0.0
        file = piece.files[0]
        scale = PICTURE / max(file.width, file.height, 1)
        wide, high = file.width * scale, file.height * scale
        self.sheet.image(BytesIO(found[0]), x=self.sheet.l_margin, y=top, w=wide, h=high)
        return high

    def _end(self) -> None:
        sheet = self.sheet
        sheet.make_room(20)
        sheet.ink(9, bold=True)
        sheet.write_lines([words.sum_of(self.submission)], sheet.epw)
        if self.submission.note:
            sheet.ln(3)
            sheet.ink(9, grey=True)
            sheet.write_lines([_("Note")], sheet.epw)
            sheet.ink(9)
            sheet.write_lines([self.submission.note], sheet.epw)
