"""The studio's site beside its modules. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import blog, brand_faces, finding, identity, pages, site

app_name = "site"
urlpatterns = [
    path("", site.home, name="home"),
    path("brand/<int:revision>.css", identity.brand_css, name="brand"),
    path("brand/<int:revision>.svg", identity.letter, name="letter"),
    path("brands/<slug:brand>/<int:revision>.css", brand_faces.css, name="brand_css"),
    path("brands/<slug:brand>/<int:revision>.svg", brand_faces.letter, name="brand_letter"),
    path("brands/<slug:brand>/site.webmanifest", brand_faces.manifest, name="brand_manifest"),
    path("pictures/<slug:public_id>/<str:variant>", identity.picture, name="picture"),
    path("site.webmanifest", identity.manifest, name="manifest"),
    path("robots.txt", finding.robots, name="robots"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("contact-form/<slug:page>/", pages.contact, name="contact"),
    path("blog/", blog.index, name="blog"),
    path("blog/feed.xml", blog.feed, name="blog_feed"),
    path("blog/<slug:slug>/", blog.post, name="post"),
    # Behind everything else that has a place.
    path("<slug:slug>/", pages.page, name="page"),
]
