"""What a role may allow of galleries; none of these brings another with it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

VIEW = "gallery.view"
MANAGE = "gallery.manage"
UPLOAD = "gallery.upload"
AUTHORIZE = "gallery.authorize"

PERMISSIONS = (
    Permission(VIEW, _("See all galleries, photos and what clients say about them")),
    Permission(MANAGE, _("Make, change and delete galleries, and set the state of photos")),
    Permission(UPLOAD, _("Upload and replace photos")),
    Permission(AUTHORIZE, _("Say who may enter galleries, and send them by e-mail")),
)
