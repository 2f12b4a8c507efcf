"""The studio's settings, its pictures and its pages."""

from safelight.site.models.pages import Page, PageVersion
from safelight.site.models.pictures import SitePicture
from safelight.site.models.settings import SiteSettings, colour

__all__ = ["Page", "PageVersion", "SitePicture", "SiteSettings", "colour"]
