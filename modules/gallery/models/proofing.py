"""What visitors say about photos: each word belongs to a photo and to who said it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from modules.gallery.models.galleries import Gallery
from modules.gallery.models.photos import Photo, PhotoVersion
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Pick(StudioRow):
    """That a visitor picked a photo."""

    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="picks")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "visitor"], name="picked_once_a_visitor"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} by {self.visitor_id}"


class Rating(StudioRow):
    """One to five stars that a visitor gave a photo."""

    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="ratings")
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "visitor"], name="rated_once_a_visitor"),
            models.CheckConstraint(
                condition=Q(stars__gte=1, stars__lte=5), name="one_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} for {self.photo_id}"


class Comment(StudioRow):
    """What somebody wrote about a photo, and about which version of it."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="comments")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(
        PhotoVersion, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    visitor = models.ForeignKey("accounts.Visitor", on_delete=models.CASCADE, related_name="+")
    by_team = models.BooleanField(default=False)
    text = models.TextField()
    at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
