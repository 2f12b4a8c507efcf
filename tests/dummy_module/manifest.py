from __future__ import annotations

from datetime import timedelta

from safelight.kernel.manifest import (
    Listener,
    Manifest,
    Mount,
    NavItem,
    Permission,
    Schedule,
    UploadPurpose,
)

USE = Permission("dummy.use", "Use the dummy")

MANIFEST = Manifest(
    name="dummy",
    title="Dummy",
    about="Shows every field of a manifest.",
    requires=("gallery",),
    workspace=Mount(prefix="dummy/", urls="tests.dummy_module.workspace_urls"),
    site=Mount(prefix="dummy/", urls="tests.dummy_module.site_urls"),
    api=(Mount(prefix="dummy/", urls="tests.dummy_module.api_urls"),),
    permissions=(USE,),
    navigation=(
        NavItem(
            area="workspace", title="Dummy of the menu", url_name="dummy_workspace:home", order=70,
            icon="star", permission=USE.code, badge="tests.dummy_module.says.badge",
            shortcut="g d", covers=("/studio/first-steps/",),
        ),
    ),
    needs_you="tests.dummy_module.says.needs_you",
    first_steps="tests.dummy_module.says.first_steps",
    site_home="tests.dummy_module.says.site_home",
    site_parts="tests.dummy_module.says.SITE_PARTS",
    settings="tests.dummy_module.settings.DummySettings",
    schedule=(Schedule(kind="dummy.tidy", every=timedelta(hours=1)),),
    jobs=("tests.dummy_module.tasks",),
    publishes="tests.dummy_module.events",
    listens=(Listener("dummy.Happened", "tests.dummy_module.listeners.hear"),),
    hookspecs="tests.dummy_module.hooks",
    extends="tests.dummy_module.extensions",
    uploads=(
        UploadPurpose(
            "dummy.file", "tests.dummy_module.uploads.receive",
            permission=USE.code, begins="tests.dummy_module.uploads.begin",
        ),
    ),
    mails="tests.dummy_module.mails",
    # What another module keeps already: counted twice, it can be seen.
    keeps=("gallery.PhotoVersion",),
    takeout="tests.dummy_module.says.TAKEOUT",
    privacy="tests.dummy_module.says.PRIVACY",
    on_enable="tests.dummy_module.enabling.prepare",
)  # fmt: skip
