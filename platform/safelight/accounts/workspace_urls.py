"""Clients and team in the workspace. Mounted at ``/studio/``."""

from __future__ import annotations

from django.urls import path

from safelight.accounts.views import clients, groups, roles, team, team_security

app_name = "people"
urlpatterns = [
    path("clients/", clients.index, name="clients"),
    path("clients/invite/", clients.invite, name="client_invite"),
    path("clients/groups/", groups.index, name="groups"),
    path("clients/groups/new/", groups.new, name="group_new"),
    path("clients/groups/<str:public_id>/", groups.edit, name="group"),
    path("clients/groups/<str:public_id>/delete/", groups.delete, name="group_delete"),
    path("clients/<str:public_id>/", clients.show, name="client"),
    path("clients/<str:public_id>/invitation/", clients.invitation, name="client_invitation"),
    path("clients/<str:public_id>/disabling/", clients.disabling, name="client_disabling"),
    path("team/", team.index, name="team"),
    path("team/invite/", team.invite, name="member_invite"),
    path("team/roles/", roles.index, name="roles"),
    path("team/roles/new/", roles.new, name="role_new"),
    path("team/roles/<str:public_id>/", roles.edit, name="role"),
    path("team/roles/<str:public_id>/delete/", roles.delete, name="role_delete"),
    path("team/<str:public_id>/", team.show, name="member"),
    path("team/<str:public_id>/invitation/", team.invitation, name="member_invitation"),
    path("team/<str:public_id>/removal/", team.remove, name="member_removal"),
    path("team/<str:public_id>/factors/reset/", team_security.reset, name="factors_reset"),
    path(
        "team/<str:public_id>/sessions/<str:session_id>/end/",
        team_security.session_end,
        name="member_session_end",
    ),
    path("settings/sign-in/", team_security.rules, name="team_security"),
]
