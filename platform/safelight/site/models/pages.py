"""Pages of the site, made of blocks: a draft, and what the world sees of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safelight.kernel import public_id
from tenants.rows import StudioRow

Block = dict[str, Any]
# Where posts lie, one below the other.
BLOG = "/blog/"


class Page(StudioRow):
    """One page. Of most kinds there is one at most; the first page has no slug.

    A block is ``{"id", "kind", …}`` with the parts that ``site.blocks`` declares for its kind.
    """

    class Kind(models.TextChoices):
        HOME = "home", _("First page")
        PORTFOLIO = "portfolio", _("Portfolio")
        ABOUT = "about", _("About")
        CONTACT = "contact", _("Contact")
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        TERMS = "terms", _("Terms")
        OWN = "own", _("Page of your own")
        POST = "post", _("Post of the blog")

    MANY = (Kind.OWN, Kind.POST)
    LEGAL = (Kind.IMPRINT, Kind.PRIVACY, Kind.TERMS)

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    slug = models.SlugField(max_length=60, unique=True, blank=True)
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    # Where a legal text lies elsewhere; the page then leads there.
    external_url = models.URLField(max_length=500, blank=True)
    draft = models.JSONField(default=list, blank=True)
    # The block that was taken out last, and from where.
    removed = models.JSONField(null=True, blank=True)
    # Title, description, external_url and blocks as they are shown.
    live = models.JSONField(null=True, blank=True)
    published_at = models.DateTimeField(null=True)
    # The day that a post stands under; that of its first publishing unless the studio says else.
    day = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind="own") & ~Q(kind="post"),
                name="one_page_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="home", slug="") | (~Q(kind="home") & ~Q(slug="")),
                name="only_the_first_page_has_no_slug",
            ),
            models.CheckConstraint(
                condition=Q(live__isnull=True, published_at__isnull=True)
                | Q(live__isnull=False, published_at__isnull=False),
                name="a_page_is_live_since_it_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(kind="post") | Q(published_at__isnull=True) | Q(day__isnull=False),
                name="a_published_post_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def publish(self, *, at: datetime) -> None:
        """Show the draft to the world."""
        self.live = self.as_drafted()
        self.published_at = at
        if self.is_post and self.day is None:
            self.day = timezone.localdate(at)
        self.save(update_fields=["live", "published_at", "day"])

    def unpublish(self) -> None:
        self.live = self.published_at = None
        self.save(update_fields=["live", "published_at"])

    def as_drafted(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": self.description,
            "external_url": self.external_url,
            "blocks": self.draft,
        }

    def block(self, block_id: str) -> Block | None:
        """The draft's block of this id."""
        return next((block for block in self.draft if block["id"] == block_id), None)

    @property
    def shown(self) -> dict[str, Any]:
        """What the world sees; nothing of a page that is not published."""
        return dict(self.live or {})

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_legal(self) -> bool:
        return self.kind in self.LEGAL

    @property
    def is_post(self) -> bool:
        return self.kind == self.Kind.POST

    @property
    def has_news(self) -> bool:
        """Whether the draft differs from what the world sees."""
        return self.live != self.as_drafted()

    @property
    def path(self) -> str:
        if self.is_post:
            return f"{BLOG}{self.slug}/"
        return f"/{self.slug}/" if self.slug else "/"


class PageVersion(StudioRow):
    """What a page was when it was published."""

    MOST = 20

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="versions")
    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id} of {self.published_at}"
