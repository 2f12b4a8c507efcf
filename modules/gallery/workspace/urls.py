"""Pages of the team, under ``/studio/galleries/``."""

from __future__ import annotations

from django.urls import path, register_converter

from modules.gallery.workspace.views import (
    activity,
    authorizations,
    feedback,
    formats,
    galleries,
    photo,
    photos,
    retention,
    sending,
    settings,
    transfer,
)
from safelight.kernel import public_id


class PublicId:
    """22 characters that mean nothing, so that words of ours never are one."""

    regex = public_id.PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicId, "gallery_id")

app_name = "gallery_workspace"
_G = "<gallery_id:public_id>/"
_P = f"{_G}photos/<gallery_id:photo_id>/"
_R = f"{_G}authorizations/<gallery_id:row_id>/"
urlpatterns = [
    path("", galleries.list_galleries, name="list"),
    path("new/", galleries.new, name="new"),
    path("formats/", formats.show, name="formats"),
    path("formats/new/", formats.new, name="format_new"),
    path("formats/example/", formats.example, name="format_example"),
    path("formats/<gallery_id:format_id>/", formats.edit, name="format"),
    path("formats/<gallery_id:format_id>/delete/", formats.delete, name="format_delete"),
    path("retention/", retention.show, name="retention"),
    path(f"{_G}retention/", retention.keep, name="keep"),
    path(_G, photos.show, name="photos"),
    path(f"{_G}photos/actions/", photos.act, name="act"),
    path(f"{_G}photos/arrange/", photos.arrange, name="arrange"),
    path(_P, photo.show, name="photo"),
    path(f"{_P}name/", photo.rename, name="rename"),
    path(f"{_P}state/", photo.set_state, name="photo_state"),
    path(f"{_P}version/", photo.restore, name="restore"),
    path(f"{_P}comments/", feedback.reply, name="reply"),
    path(f"{_G}comments/<gallery_id:comment_id>/", feedback.hide, name="hide"),
    path(f"{_G}transfer/", transfer.show, name="transfer"),
    path(f"{_G}transfer/rules/", transfer.change, name="transfer_rules"),
    path(f"{_G}transfer/end/", transfer.end, name="transfer_end"),
    path(f"{_G}transfer/finals/", transfer.remove, name="transfer_remove"),
    path(f"{_G}settings/", settings.edit, name="settings"),
    path(f"{_G}place/", galleries.step, name="step"),
    path(f"{_G}move/", settings.move, name="move"),
    path(f"{_G}publish/", settings.publish, name="publish"),
    path(f"{_G}unpublish/", settings.unpublish, name="unpublish"),
    path(f"{_G}delete/", settings.delete, name="delete"),
    path(f"{_G}authorizations/", authorizations.show, name="authorizations"),
    path(f"{_G}authorizations/rows/", authorizations.save, name="rights"),
    path(f"{_G}authorizations/password/", authorizations.password, name="password"),
    path(f"{_G}authorizations/code/", authorizations.code, name="code"),
    path(f"{_G}authorizations/clients/", authorizations.add_clients, name="add_clients"),
    path(f"{_G}authorizations/groups/", authorizations.add_group, name="add_group"),
    path(f"{_G}authorizations/table/", authorizations.table, name="table"),
    path(
        f"{_G}authorizations/<gallery_id:row_id>/remove/", authorizations.remove, name="row_remove"
    ),
    path(f"{_G}send/", sending.send, name="send"),
    path(f"{_G}feedback/", feedback.show, name="feedback"),
    path(f"{_G}feedback/picks.csv", feedback.picks_csv, name="picks_csv"),
    path(f"{_G}feedback/picks.txt", feedback.picks_list, name="picks_list"),
    path(f"{_G}activity/", activity.show, name="activity"),
    path(f"{_G}activity/downloads.csv", activity.downloads_csv, name="downloads_csv"),
]
