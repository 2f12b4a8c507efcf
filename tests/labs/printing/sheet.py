"""A sheet to look at: each of the twenty prints beside its whole photo, with the crop drawn in.

``python -m tests.labs.printing.sheet OUT.jpg`` takes real photos from the shared folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django
from PIL import Image, ImageDraw, ImageFont

from safelight import imaging
from safelight.imaging import profiles
from tests.support import shared_folder

if TYPE_CHECKING:
    from tests.labs.printing.twenty import Print

CELL = (400, 330)
ROOM = 176
COLUMNS = 5
PHOTOS = {
    "landscape": "originals/Vineyard.jpg",
    "portrait": "originals/Wine_by_Jakkub_Mede.jpg",
    "panorama": "odd/shape/A_panorama_21000x2400.jpg",
    "square": "originals/moon_surface_bw_square.jpg",
    "rotated": "originals/IMG_8567.JPG",
    "cmyk": "odd/colour/A_cmyk_icc.jpg",
    "adobe rgb": "odd/colour/A_adobergb.jpg",
    "prophoto": "odd/colour/A_prophoto.jpg",
    "grey": "odd/colour/A_gray_icc.jpg",
    "sixteen bits": "odd/formats/A_tiff16_lzw.tif",
}


def main(out: Path) -> None:
    django.setup()
    # Only here: models want Django to be set up.
    from tests.labs.printing.twenty import PRINTS

    folder = shared_folder.find()
    assert folder is not None, f"{shared_folder.NAME} is not there: set SAFELIGHT_SHARED"
    rows = -(-len(PRINTS) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * CELL[0], rows * CELL[1]), "#e8e6e2")
    with tempfile.TemporaryDirectory() as work:
        for number, wanted in enumerate(PRINTS):
            cell = draw(wanted, folder / "photos" / PHOTOS[wanted.photo], Path(work))
            sheet.paste(cell, (number % COLUMNS * CELL[0], number // COLUMNS * CELL[1]))
    sheet.save(out, quality=92)


def draw(wanted: Print, path: Path, work: Path) -> Image.Image:
    """One print: left the photo with what is cut out, right the print, below what it is."""
    developed = imaging.develop(path, work)
    recipe = wanted.recipe((developed.width, developed.height))
    made = imaging.print_file(path, work / "print.jpg", recipe.spec)
    cell = Image.new("RGB", CELL, "#e8e6e2")
    with Image.open(work / "1200.webp") as photo:
        whole = photo.convert("RGB")
    whole = whole.rotate(-recipe.turned, expand=True)
    whole.thumbnail((ROOM, ROOM))
    sides = [side * each for side, each in zip(recipe.box, whole.size * 2, strict=True)]
    ImageDraw.Draw(whole).rectangle(sides, outline="#ff2d00", width=2)
    with Image.open(work / "print.jpg") as opened:
        assert opened.info["icc_profile"] == profiles.srgb()
        print_ = opened.convert("RGB")
    print_.thumbnail((ROOM, ROOM))
    for picture, left in ((whole, 12), (print_, CELL[0] // 2 + 6)):
        cell.paste("#777777", (left - 1, 11, left + picture.width + 1, 13 + picture.height))
        cell.paste(picture, (left, 12))
    text = [
        wanted.name,
        f"{wanted.photo}, {developed.width} × {developed.height}",
        f"{made.width} × {made.height} px, {recipe.ppi} ppi, {made.byte_size // 1024} KB",
        f"turned {recipe.turned}, {'border' if recipe.border else 'crop'}",
    ]
    # Pillow's own font has no sign for it.
    words = "\n".join(text).replace("×", "x")
    font = ImageFont.load_default(size=15)
    ImageDraw.Draw(cell).multiline_text((12, 20 + ROOM), words, fill="#222", font=font)
    return cell


if __name__ == "__main__":
    main(Path(sys.argv[1]))
