"""Telling the team: the studio's address, and each member who wants to know, as soon as they want.

Call ``tell`` where a mail goes to the studio. A member is told of nothing that they may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from safelight import outbox
from safelight.accounts.models import Member
from safelight.kernel import gate
from safelight.mails.models import DigestLine, MemberWish
from safelight.outbox import kinds
from safelight.outbox.kinds import Form, Mail
from safelight.outbox.posting import Posted
from safelight.site import selectors as site
from tenants.context import current_studio

Pace = MemberWish.Pace
KEPT = timedelta(days=30)


def tell(
    *,
    key: str,
    template: str,
    context: Mapping[str, object],
    reply_to: str | None = None,
    related: tuple[str, str] | None = None,
    language: str | None = None,
) -> Posted:
    """Post the mail to the studio's address and to members who want it. Inside a transaction.

    ``key`` and the rest are those of ``outbox.post``.
    """
    studio_address = site.site_settings().contact_email
    posted = outbox.post(
        key=key, to=studio_address, template=template, context=context, reply_to=reply_to,
        related=related, language=language,
    )  # fmt: skip
    if not posted.is_new:
        return posted
    mail = kinds.find(template)
    for wish in _wishes(mail):
        person = wish.member.person
        if wish.pace == Pace.DAILY:
            _keep(wish.member, mail, context, key=key, subject=posted.message.subject)
        elif person.email != studio_address.strip().lower():
            outbox.post(
                key=f"{key} to {wish.member_id}"[:200], to=person.email, to_name=person.name,
                template=template, context=context, reply_to=reply_to, related=related,
                language=person.language or language, is_wanted=True,
            )  # fmt: skip
    return posted


def choices(member: Member) -> list[tuple[Mail, str]]:
    """Each mail to the team that this member may have, with the pace they chose."""
    modules = gate.enabled_modules(current_studio())
    chosen = dict(member.mail_wishes.values_list("mail", "pace"))
    return [
        (mail, chosen.get(mail.name, Pace.NEVER))
        for mail in kinds.of_modules(modules)
        if mail.to == "team" and mail.permission and mail.permission in member.role.allows(modules)
    ]


def choose(*, member: Member, paces: Mapping[str, str]) -> None:
    """Keep the paces by the mails' names; names that the member may not have are passed over."""
    allowed = {mail.name for mail, _pace in choices(member)}
    with transaction.atomic():  # One page, one saving.
        for name in allowed & set(paces):
            MemberWish.objects.update_or_create(
                member=member, mail=name, defaults={"pace": Pace(paces[name])}
            )


def send_digests(*, at: datetime) -> int:
    """One mail to each member of whom something waits; how many."""
    waiting = DigestLine.objects.filter(sent_at=None)
    ids = list(waiting.values_list("member", flat=True).distinct())
    members = Member.objects.filter(pk__in=ids).select_related("person")
    return sum(_send_digest(member, at=at) for member in members)


def forget_old(*, at: datetime) -> int:
    """Delete lines that were sent long ago; how many."""
    return DigestLine.objects.filter(sent_at__lt=at - KEPT).delete()[0]


def _send_digest(member: Member, *, at: datetime) -> bool:
    with transaction.atomic():  # The lines are told with the mail that tells them.
        rows = DigestLine.objects.select_for_update().filter(member=member, sent_at=None)
        lines = list(rows.order_by("pk")[:100])
        if not lines:
            return False
        if member.person.is_active:
            outbox.post(
                key=f"digest {member.pk} {lines[0].pk}", to=member.person.email,
                to_name=member.person.name, template="team_digest",
                context={"lines": lines, "path": reverse("mails:wishes")},
                language=member.person.language or None,
            )  # fmt: skip
        DigestLine.objects.filter(pk__in=[line.pk for line in lines]).update(sent_at=at)
    return True


def _wishes(mail: Mail) -> list[MemberWish]:
    rows = MemberWish.objects.filter(mail=mail.name, member__person__disabled_at=None)
    wanted = rows.exclude(pace=Pace.NEVER).select_related("member__person", "member__role")
    modules = gate.enabled_modules(current_studio())
    return [
        wish for wish in wanted
        if mail.permission and mail.permission in wish.member.role.allows(modules)
    ]  # fmt: skip


def _keep(
    member: Member, mail: Mail, context: Mapping[str, object], *, key: str, subject: str
) -> None:
    found = mail.fill({**context, "site": ""}) if mail.has_words else {}
    links = [str(found[v.name]) for v in mail.variables if v.form is Form.LINK and found[v.name]]
    DigestLine.objects.bulk_create(
        [DigestLine(member=member, key=key, subject=subject, path="".join(links[:1]))],
        ignore_conflicts=True,
    )
