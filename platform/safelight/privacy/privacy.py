"""What this package holds of a client itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.privacy import Held, Privacy

PRIVACY = Privacy(
    held=(
        Held(model="privacy.ConsentEntry", title=_("Consents"), client="client"),
        Held(model="privacy.ConsentRequest", title=_("Asked for consent"), client="client"),
        Held(model="privacy.Wish", title=_("What you asked of your data"), client="client"),
    ),
    kept=(_("That consent was given or withdrawn, when and to which words, without a name"),),
    named=("privacy.ConsentWording",),
)
