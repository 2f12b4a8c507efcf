"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from modules.agency import taking
from safelight.kernel.reasons import ONCE
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "agency.Contributor",
            "public_id name email person payee account archived_at created_at",
        ),
        Table(
            "agency.Credit",
            "photo contributor",
        ),
        Table(
            "agency.Library",
            "public_id name colour note home contributor review_first export_format watermark "
            "watermark_opacity position archived_at created_at",
        ),
        Table(
            "agency.RightsSet",
            "public_id name rights is_preset",
        ),
        Table(
            "agency.LibraryAccess",
            "public_id member library rights_set given_by given_at",
        ),
        Table(
            "agency.MemberLimits_branches",
            "memberlimits gallery",
        ),
        Table(
            "agency.MemberLimits",
            "member only_branches",
        ),
        Table(
            "agency.Review",
            "photo version state note since by",
        ),
        Table(
            "agency.EventClocks",
            "gallery order_before by at",
        ),
        Table(
            "agency.ClockCorrection",
            "event library camera serial offset zone first_at last_at frame is_reference",
        ),
        Table(
            "agency.ShareRule",
            "public_id contributor row price_list library percent set_at",
        ),
        Table(
            "agency.SharedSale",
            "order recorded_at heard_at is_earned kept refunds steps",
        ),
        Table(
            "agency.Allocation",
            "public_id sale item line contributor library photo contributor_name library_name "
            "file_name description order_number rule percent net cost currency sold_at",
        ),
        Table(
            "agency.LedgerEntry",
            "public_id contributor kind amount currency basis allocation reason by actor at "
            "written_at",
            stays={"key": ONCE},
        ),
        Table(
            "agency.Statement",
            "public_id number contributor name email currency first_date last_date opening "
            "closing entries previous actor closed_at",
        ),
        Table(
            "agency.StatementLine",
            "statement entry",
        ),
        Table(
            "agency.SharesBook",
            "last_statement last_run",
        ),
        Table(
            "agency.PaymentRun",
            "public_id number currency minimum by actor at",
            stays={"key": ONCE},
        ),
        Table(
            "agency.Payout",
            "run statement entry payee account amount reference",
        ),
    ),
    files=taking.files,
    made=taking.made,
)
