from modules.gallery.models.access import AccessEntry, Authorization, DownloadEntry, Unlock
from modules.gallery.models.archives import Archive
from modules.gallery.models.batches import Batch, BatchFile
from modules.gallery.models.formats import DeliveryFormat, PreparedFile
from modules.gallery.models.galleries import Gallery, Placement
from modules.gallery.models.marks import MarkedPreview
from modules.gallery.models.photos import Photo, PhotoState, PhotoVersion
from modules.gallery.models.proofing import Comment, Pick, Rating
from modules.gallery.models.retentions import Retention
from modules.gallery.models.sendings import Sending, SendingRecipient

__all__ = [
    "AccessEntry",
    "Archive",
    "Authorization",
    "Batch",
    "BatchFile",
    "Comment",
    "DeliveryFormat",
    "DownloadEntry",
    "Gallery",
    "MarkedPreview",
    "Photo",
    "PhotoState",
    "PhotoVersion",
    "Pick",
    "Placement",
    "PreparedFile",
    "Rating",
    "Retention",
    "Sending",
    "SendingRecipient",
    "Unlock",
]
