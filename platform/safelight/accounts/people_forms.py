"""What the team types about other people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safelight.accounts import selectors
from safelight.accounts.models import Client, ClientGroup, Role
from safelight.kernel import permissions
from safelight.web.forms import LineField


class InviteClientForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = LineField(label=_("Name"), max_length=120, required=False)


class ClientForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120, required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the team only."),
    )
    groups: Any = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Groups"), required=False, to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A queryset belongs to the studio that it is built in.
        field: Any = self.fields["groups"]
        field.queryset = ClientGroup.objects.order_by("name")


class GroupForm(forms.Form):
    name = LineField(label=_("Name of the group"), max_length=80)
    clients: Any = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Clients"), required=False, to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clients"]
        field.queryset = Client.objects.select_related("person").order_by("person__email")


class InviteMemberForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = LineField(label=_("Name"), max_length=120, required=False)
    role: Any = forms.ModelChoiceField(
        queryset=None, to_field_name="public_id", label=_("Role"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.queryset = Role.objects.order_by("is_owner", "name")


class MemberRoleForm(forms.Form):
    role: Any = forms.ModelChoiceField(
        queryset=None, to_field_name="public_id", label=_("Role"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.queryset = selectors.roles()


class RoleForm(forms.Form):
    name = LineField(label=_("Name of the role"), max_length=60)
    codes = forms.MultipleChoiceField(
        label=_("Who has this role may"),
        required=False,
        choices=lambda: [
            (title, [(p.code, p.title) for p in group]) for title, group in permissions.groups()
        ],
        widget=forms.CheckboxSelectMultiple,
    )
