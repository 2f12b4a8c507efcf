"""A sheet of paper: its fonts, its margins, and text that is nothing but text.

The library's markup, its aliases and everything that could fetch something stay switched off: what
clients typed is written letter by letter.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from fpdf import FPDF
from fpdf.fonts import TTFFont

from modules.commerce.papers import letters

INK, GREY, RULE = 24, 100, 205
MARGIN = 20.0  # Millimetres, as all lengths here; sizes of type are points.
LINE = 1.4  # Height of a line as a multiple of its type.

# It tells of every table of every font that it makes smaller.
logging.getLogger("fontTools").setLevel(logging.WARNING)

Align = Literal["L", "R"]


@dataclass(frozen=True)
class Column:
    title: str
    width: float
    align: Align = "R"


class Sheet(FPDF):
    """``pages`` is how many there will be; 0 while nobody knows."""

    def __init__(self, size: str, *, language: str, foot: str, pages: int, at: datetime) -> None:
        super().__init__(format=size)
        self.foot, self.pages_told = foot, pages
        # Its sign for "number of pages" may stand in a name.
        self.str_alias_nb_pages = ""
        for style, file in letters.FACES.items():
            self.add_font("Noto", style, file)
        self._more: list[str] = []
        # Whether something had to be written in Latin letters so far.
        self.is_romanized = False
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=MARGIN + 4)
        self.set_creation_date(at)
        self.set_lang(language)
        self.columns: Sequence[Column] = ()
        self.add_page()

    def close_fonts(self) -> None:
        """The library leaves the files of fonts open."""
        for face in self.fonts.values():
            if isinstance(face, TTFFont):
                face.ttfont.close()

    @property
    def bottom(self) -> float:
        return float(self.h - self.b_margin)

    def footer(self) -> None:
        self.set_y(-MARGIN)
        self.ink(7.5, grey=True)
        self.cell(self.epw / 2, 4, self.fit(self.foot))
        self.set_text_shaping(False)
        told = f"{self.page_no()} / {self.pages_told}" if self.pages_told else ""
        self.cell(self.epw / 2, 4, told, align="R")

    def ink(self, size: float, *, bold: bool = False, grey: bool = False) -> None:
        self.set_font("Noto", "B" if bold else "", size)
        self.set_text_color(GREY if grey else INK)

    def fit(self, text: str) -> str:
        """Text as this sheet prints it next, with the faces that it needs at hand."""
        found = letters.printed(text)
        for face in found.faces:
            if face.stem not in self._more:
                self.add_font(face.stem, "", face)
                self._more.append(face.stem)
                self.set_fallback_fonts(self._more, exact_match=False)
        self.is_romanized = self.is_romanized or found.is_romanized
        self.set_text_shaping(found.is_shaped)
        return found.text

    def write_lines(self, rows: Sequence[str], width: float, *, align: Align = "L") -> None:
        """Each row below the last, in the current ink; long ones are broken."""
        left = self.get_x()
        for row in rows:
            self.set_x(left)
            self.multi_cell(width, self._leading, self.fit(row), align=align, new_x="LEFT",
                            new_y="NEXT")  # fmt: skip

    def begin_table(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self._head()

    def end_table(self) -> None:
        self.columns = ()

    def row(self, cells: Sequence[str], *, below: Sequence[str] = (), bold: bool = False) -> None:
        """A row of the table, never torn over two pages; ``below`` stands small under its name."""
        self.ink(9, bold=bold)
        name, width = self.fit(cells[0]), self.columns[0].width
        self._make_room(self._height(name, below, width))
        left, top = self.get_x(), self.get_y()
        for column, cell in zip(self.columns[1:], cells[1:], strict=True):
            self.set_xy(self._left_of(column), top)
            self.cell(column.width, self._leading, self.fit(cell), align=column.align)
        self.set_xy(left, top)
        self.write_lines([name], width - 4)
        self.ink(8, grey=True)
        self.write_lines(below, width - 4)
        self.ln(1.2)

    def rule(self) -> None:
        self.set_draw_color(RULE)
        self.line(self.l_margin, self.get_y(), self.w - self.r_margin, self.get_y())
        self.ln(1.6)

    def make_room(self, height: float) -> None:
        """A new page where less than this is left."""
        if self.get_y() + height > self.bottom:
            self.add_page()

    def _make_room(self, height: float) -> None:
        if self.get_y() + height > self.bottom:
            self.add_page()
            self._head()
            self.ink(9)

    def _head(self) -> None:
        self.ink(8, grey=True)
        for column in self.columns:
            self.set_x(self._left_of(column))
            self.cell(column.width, self._leading, column.title, align=column.align)
        self.ln(self._leading + 1)
        self.rule()

    def _left_of(self, column: Column) -> float:
        before = self.columns[: list(self.columns).index(column)]
        return float(self.l_margin + sum(each.width for each in before))

    def _height(self, name: str, below: Sequence[str], width: float) -> float:
        height = self._lines(name, width) * self._leading
        self.set_font_size(8)
        height += sum(self._lines(self.fit(row), width) for row in below) * self._leading
        self.set_font_size(9)
        return height + 1.2

    def _lines(self, text: str, width: float) -> int:
        """How many lines the text takes in the current font."""
        found = self.multi_cell(width - 4, text=text, dry_run=True, output="LINES")
        return len(cast("list[str]", found))

    @property
    def _leading(self) -> float:
        return float(self.font_size * LINE)
