"""What each verb of the log says to a person: one sentence a verb, in one place.

A sentence may name ``%(who)s``, ``%(subject)s`` and whatever the entry's ``details`` hold. Whoever
writes a new verb adds its sentence here; a test compares both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.audit.models import AuditEntry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: dict[str, str | _StrPromise] = {
    "mails.words_changed": gettext_lazy("%(who)s changed the words of the mail “%(subject)s”."),
    "mails.words_standard": gettext_lazy(
        "%(who)s went back to the standard words of the mail “%(subject)s”."
    ),
    "mails.switched_on": gettext_lazy("%(who)s switched the mail “%(subject)s” on."),
    "mails.switched_off": gettext_lazy("%(who)s switched the mail “%(subject)s” off."),
    "mails.allowed": gettext_lazy("%(who)s allowed mail to %(subject)s again."),
    "mails.sender_asked": gettext_lazy("%(who)s asked to send from %(subject)s."),
    "mails.sender_proven": gettext_lazy("%(subject)s was shown to be the studio's own."),
    "mails.sender_removed": gettext_lazy("%(who)s went back to the platform's sender."),
    "domains.claimed": gettext_lazy("%(who)s began to connect %(subject)s."),
    "domains.proven": gettext_lazy("%(subject)s was shown to be the studio's."),
    "domains.given_up": gettext_lazy("The record of %(subject)s was not found in time."),
    "domains.lost": gettext_lazy("%(subject)s was lost: its record was gone for days."),
    "domains.made_primary": gettext_lazy("%(who)s had links name %(subject)s."),
    "domains.address_made_primary": gettext_lazy("%(who)s had links name %(subject)s again."),
    "domains.released": gettext_lazy("%(who)s removed %(subject)s."),
    "privacy.packet_asked": gettext_lazy("%(who)s had the data of %(subject)s put together."),
    "privacy.packet_fetched": gettext_lazy("%(who)s fetched the data of %(subject)s."),
    "privacy.erased": gettext_lazy("%(who)s had a client forgotten: %(subject)s."),
    "privacy.consent_added": gettext_lazy("%(who)s asks clients for consent: “%(subject)s”."),
    "privacy.consent_reworded": gettext_lazy(
        "%(who)s changed the words of the consent “%(subject)s”."
    ),
    "takeout.asked": gettext_lazy("%(who)s asked for an export of everything."),
    "takeout.dropped": gettext_lazy("%(who)s removed the export “%(subject)s”."),
    "billing.trial_extended": gettext_lazy("%(by)s extended the trial until %(until)s."),
    "billing.plan_given": gettext_lazy("%(by)s gave the studio the plan %(subject)s."),
    "billing.plan_brought_up": gettext_lazy("%(by)s moved the studio to the newest %(subject)s."),
    "billing.module_granted": gettext_lazy("%(by)s granted %(subject)s beyond the plan."),
    "billing.module_taken_back": gettext_lazy("%(by)s took the grant of %(subject)s back."),
    "billing.module_ended": gettext_lazy("%(subject)s was switched off: the plan has it no more."),
    "billing.checkout_begun": gettext_lazy("%(who)s went to pay for the plan %(subject)s."),
    "billing.paid": gettext_lazy("The plan %(subject)s is paid."),
    "billing.unpaid": gettext_lazy("The plan %(subject)s could not be paid."),
    "billing.changed": gettext_lazy("%(who)s changed to the plan %(subject)s."),
    "billing.cancelled": gettext_lazy("%(who)s cancelled the plan %(subject)s."),
    "billing.kept": gettext_lazy("%(who)s took the cancellation of %(subject)s back."),
    "billing.ended": gettext_lazy("The plan ended, and the studio was closed."),
    "gallery.retention_kept": gettext_lazy("%(who)s keeps the photos of “%(subject)s”."),
    "gallery.retention_deleted": gettext_lazy(
        "The time of “%(subject)s” was over; photos deleted: %(photos)s."
    ),
    "acting.begun": gettext_lazy("%(who)s began to act as %(subject)s. Why: %(reason)s"),
    "acting.ended": gettext_lazy("%(who)s stopped acting as %(subject)s."),
    "acting.allowed": gettext_lazy("%(who)s let the platform's support in until %(until)s."),
    "acting.closed": gettext_lazy("%(who)s closed the studio to the platform's support."),
    "acting.opened": gettext_lazy("%(who)s opened the studio to the platform's support."),
    "acting.factors_reset": gettext_lazy(
        "%(who)s took the second factors of %(subject)s away. Why: %(reason)s"
    ),
    "acting.asked": gettext_lazy("%(who)s asked to be let in. Why: %(reason)s"),
    "leaving.begun": gettext_lazy("%(who)s closed the studio; it is erased on %(day)s."),
    "leaving.undone": gettext_lazy("%(who)s opened the studio again: it stays."),
    "site.settings_changed": gettext_lazy("%(who)s changed settings of the site: %(fields)s."),
    "site.brand_made": gettext_lazy("%(who)s made the brand “%(subject)s”."),
    "site.brand_changed": gettext_lazy("%(who)s changed the brand “%(subject)s”."),
    "site.brand_deleted": gettext_lazy("%(who)s deleted the brand “%(subject)s”."),
    "site.page_published": gettext_lazy("%(who)s published the page %(subject)s."),
    "site.page_unpublished": gettext_lazy("%(who)s took the page %(subject)s off the site."),
    "site.page_deleted": gettext_lazy("%(who)s deleted the page %(subject)s."),
    "people.signed_in_anew": gettext_lazy("%(who)s signed in with a new browser."),
    "people.password_changed": gettext_lazy("%(who)s changed their password."),
    "people.password_reset": gettext_lazy("%(subject)s chose a new password by mail."),
    "people.email_changed": gettext_lazy("%(who)s has the address %(email)s now, not %(before)s."),
    "people.factor_added": gettext_lazy("%(who)s added a second factor: %(name)s."),
    "people.factor_removed": gettext_lazy("%(who)s removed a second factor: %(name)s."),
    "people.factors_reset": gettext_lazy("%(who)s took the second factors off %(subject)s."),
    "people.session_ended": gettext_lazy("%(who)s signed a browser of %(subject)s out."),
    "people.invited": gettext_lazy("%(who)s invited %(subject)s to the team as %(role)s."),
    "people.role_changed": gettext_lazy("%(who)s gave %(subject)s the role %(role)s."),
    "people.removed": gettext_lazy("%(who)s removed %(subject)s from the team."),
    "people.shut_out": gettext_lazy("%(who)s shut %(subject)s out."),
    "people.let_in": gettext_lazy("%(who)s let %(subject)s in again."),
    "roles.saved": gettext_lazy("%(who)s saved the role %(subject)s."),
    "roles.deleted": gettext_lazy("%(who)s deleted the role %(subject)s."),
    "tokens.made": gettext_lazy("%(who)s made the API token “%(subject)s”."),
    "tokens.revoked": gettext_lazy("%(who)s revoked the API token “%(subject)s”."),
    "sign_in.mail_changed": gettext_lazy("%(who)s set what clients sign in with: %(mail)s"),
    "sign_in.factor_required": gettext_lazy("%(who)s asks the team for a second factor."),
    "sign_in.factor_optional": gettext_lazy("%(who)s leaves second factors to each member."),
    "studio.renamed": gettext_lazy("%(who)s moved the studio from %(before)s to %(after)s."),
    "studio.address_let_go": gettext_lazy("%(who)s let the former address %(subject)s go."),
    "modules.switched_on": gettext_lazy("%(who)s switched %(subject)s on."),
    "modules.switched_off": gettext_lazy("%(who)s switched %(subject)s off."),
}


class _Known(dict[str, Any]):
    """Values of a sentence; what an old entry did not write down is left open."""

    def __missing__(self, key: str) -> str:
        return "…"


def say(entry: AuditEntry) -> str:
    """The entry's sentence in the current language; plain text, not HTML."""
    values = {**entry.details, "who": who(entry), "subject": entry.subject_name}
    return _filled(entry.verb, {name: value for name, value in values.items() if value != ""})


def title(verb: str) -> str:
    """The sentence with nobody in it, for lists to choose from."""
    return _filled(verb, {})


def who(entry: AuditEntry) -> str:
    """The person, and the operator where one acted for them; a job is the platform itself."""
    if not entry.operator_email:
        return entry.actor_name or _("The platform")
    if not entry.actor_name:
        return entry.operator_name
    return _("%(operator)s (support) as %(person)s") % {
        "operator": entry.operator_name, "person": entry.actor_name
    }  # fmt: skip


def _filled(verb: str, values: Mapping[str, Any]) -> str:
    sentence = SENTENCES.get(verb)
    if sentence is None:
        # Of a package that is no longer installed: its own word is better than nothing.
        return " ".join(filter(None, (verb, values.get("subject"))))
    return str(sentence) % _Known(values)
