"""Forms of pages and of the menu."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.site.block_forms import address
from safelight.site.models import BLOG, Page
from safelight.web.forms import LineField

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class PageForm(forms.Form):
    """Title, address and what search engines show; a legal page may lie elsewhere."""

    title = LineField(label=gettext_lazy("Title"), max_length=120)
    slug = LineField(
        label=gettext_lazy("Address"),
        max_length=60,
        help_text=gettext_lazy("What stands behind the / of your site."),
    )
    description = LineField(
        label=gettext_lazy("Description"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("One or two sentences for search engines and shared links."),
    )
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        help_text=gettext_lazy("Empty: the day on which it is published first."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    external_url = forms.URLField(
        label=gettext_lazy("Address of your text elsewhere"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("With one, this page only leads there."),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page = page
        if page.kind == Page.Kind.HOME:
            del self.fields["slug"]
        if not page.is_legal:
            del self.fields["external_url"]
        if not page.is_post:
            del self.fields["day"]

    def clean_day(self) -> date | None:
        """A published post keeps its day where none is written."""
        day: date | None = self.cleaned_data["day"]
        return day or (self._page.day if self._page.is_published else None)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).strip("/").lower()
        if not is_free(slug, but=self._page.pk, is_post=self._page.is_post):
            raise ValidationError(
                _("Take another address: this one is not possible, or something is there already.")
            )
        return slug


class NewPageForm(forms.Form):
    """A page of the studio's own."""

    title = LineField(label=gettext_lazy("Title of a new page"), max_length=120)


class LinkForm(forms.Form):
    """A line of the menu that leads elsewhere."""

    title = LineField(label=gettext_lazy("Words"), max_length=60)
    url = LineField(
        label=gettext_lazy("Where it leads"),
        max_length=500,
        validators=[address],
        help_text=gettext_lazy("Such as https://… or /book/"),
    )


class NewPostForm(forms.Form):
    """A post of the blog."""

    post = LineField(label=gettext_lazy("Title of a new post"), max_length=120)


def free_slug(title: str, *, is_post: bool = False) -> str:
    """An address from a title that nothing stands at yet."""
    base = slugify(title)[:50].strip("-") or "page"
    slugs = [base, *(f"{base}-{number}" for number in range(2, 100))]
    return next(slug for slug in slugs if is_free(slug, but=None, is_post=is_post))


def is_free(slug: str, *, but: int | None, is_post: bool = False) -> bool:
    """Whether a page may stand there: nothing else of the site does, nor another page."""
    if not _SLUG.fullmatch(slug):
        return False
    place, wanted = (BLOG, "site:post") if is_post else ("/", "site:page")
    try:
        if resolve(f"{place}{slug}/", urlconf="safelight.urls_studio").view_name != wanted:
            return False
    except Resolver404:
        return False
    return not Page.objects.filter(slug=slug).exclude(pk=but or 0).exists()
