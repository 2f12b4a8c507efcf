"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from modules.gallery import taking
from safelight.kernel.reasons import COUNTS, KEY, MADE_ANEW, SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "gallery.Gallery",
            "public_id parent title description event_date position preset welcome style "
            "layout hidden comments_on ratings_on picks_on show_state brand cover "
            "order_states order_format deliver_when_final choose_until closes_at closed_at "
            "transfer transfer_with_prints finals_of is_home own_authorizations published_at "
            "created_at",
            stays={"access_revision": COUNTS, "content_revision": COUNTS},
        ),
        Table(
            "gallery.Placement",
            "gallery photo in_home position placed_at",
        ),
        Table(
            "gallery.Authorization_formats",
            "authorization deliveryformat",
        ),
        Table(
            "gallery.Authorization",
            "public_id gallery client group enter order lowres originals",
            stays={"code": SECRET, "password": SECRET, "password_generation": COUNTS},
        ),
        Table(
            "gallery.Unlock",
            "visitor authorization at",
            stays={"generation": COUNTS},
        ),
        Table(
            "gallery.AccessEntry",
            "gallery via visitor email remote_address at",
        ),
        Table(
            "gallery.DownloadEntry",
            "gallery photo name what in_archive order_public_id visitor person email "
            "remote_address at",
        ),
        Table(
            "gallery.Photo",
            "public_id name state version title caption keywords captured_at created_at updated_at",
            stays={"name_key": "The name again, in the form that is compared."},
        ),
        Table(
            "gallery.PhotoVersion",
            "photo number name media_type bytes sha256 crc32 width height metadata "
            "captured_at uploaded_at uploaded_by ready_at",
            stays={"object_key": KEY, "thumbhash": MADE_ANEW, "renditions": MADE_ANEW},
        ),
        Table(
            "gallery.Batch",
            "public_id gallery state on_clash match_by_stem clashes made_by made_at",
        ),
        Table(
            "gallery.BatchFile",
            "batch name bytes replaces outcome reason photo version received_at",
            stays={"upload_public_id": "Of uploads on their way, which stay.", "object_key": KEY},
        ),
        Table(
            "gallery.DeliveryFormat",
            "public_id name pixels box megabytes quality colour ppi name_template metadata "
            "remove_location offer_states only_final_at_once position",
        ),
        Table(
            "gallery.Pick",
            "visitor photo at",
        ),
        Table(
            "gallery.Rating",
            "visitor photo stars at",
        ),
        Table(
            "gallery.Comment",
            "public_id gallery photo version visitor by_team text at hidden_at",
        ),
        Table(
            "gallery.Retention",
            "gallery delete_at told_at reminded_at kept_at deleted_at photos",
        ),
        Table(
            "gallery.Sending",
            "public_id gallery subject message sent_by at",
        ),
        Table(
            "gallery.SendingRecipient",
            "sending client",
        ),
    ),
    stays={
        "gallery.Archive": "Plans of downloads that the platform computes anew.",
        "gallery.PreparedFile": MADE_ANEW,
        "gallery.MarkedPreview": MADE_ANEW,
    },
    files=taking.files,
)
