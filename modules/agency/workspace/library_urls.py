"""Pages of libraries, and of who may do what in them."""

from __future__ import annotations

from django.urls import path

from modules.agency.workspace.views import (
    access,
    file,
    files,
    inviting,
    libraries,
    members,
    review,
    sets,
    tester,
)

_L = "<slug:library>/"
_F = f"{_L}files/<slug:photo>/"
urlpatterns = [
    path("", libraries.index, name="libraries"),
    path("new/", libraries.new, name="library_new"),
    path("review/", review.show, name="review"),
    path("review/decisions/", review.decide, name="review_decide"),
    path("access/", access.show, name="access"),
    path("access/cells/", access.give, name="access_give"),
    path("access/invitation/", inviting.invite, name="access_invite"),
    path("access/roles/", inviting.make_role, name="access_role"),
    path("access/members/<slug:member>/", members.show, name="access_member"),
    path("sets/", sets.index, name="sets"),
    path("sets/new/", sets.new, name="set_new"),
    path("sets/<slug:rights_set>/", sets.edit, name="set"),
    path("sets/<slug:rights_set>/delete/", sets.delete, name="set_delete"),
    path("tester/", tester.show, name="tester"),
    path(_L, files.show, name="library"),
    path(f"{_L}actions/", files.act, name="library_act"),
    path(f"{_L}settings/", libraries.edit, name="library_settings"),
    path(f"{_L}archive/", libraries.archive, name="library_archive"),
    path(f"{_L}reopen/", libraries.reopen, name="library_reopen"),
    path(f"{_L}delete/", libraries.delete, name="library_delete"),
    path(_F, file.show, name="library_file"),
    path(f"{_F}name/", file.rename, name="library_file_name"),
    path(f"{_F}download/", file.download, name="library_file_download"),
]
