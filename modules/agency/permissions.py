"""What a role may allow of an agency; rights in libraries are given there, not by roles."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

SHARES = "agency.shares"
REPORTS = "agency.reports"

PERMISSIONS = (
    Permission(SHARES, _("Set contributors' shares, close statements, make payment runs")),
    Permission(REPORTS, _("See reports of sales and costs")),
)

# Of galleries: what a role must allow beside the rights in libraries.
SEE_GALLERIES = "gallery.view"
CHANGE_GALLERIES = "gallery.manage"
UPLOAD_TO_GALLERIES = "gallery.upload"
