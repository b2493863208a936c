"""Forms about the team and its roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.forms.patterns import PatternsField
from apps.accounts.models import Member, Role

EXCEPTIONS = _(
    "One per line, stronger than the role: bookings.change gives, -bookings.delete takes away, "
    "bookings.view:own limits to what is assigned to this person."
)


class RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A role by name, with what it is for."""

    def label_from_instance(self, obj: Role) -> str:
        return f"{obj.name}: {obj.description}" if obj.description else obj.name


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = RoleChoice(label=_("Role"), queryset=Role.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = queries.roles()  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """What a member is here."""

    title = forms.CharField(
        label=_("Title"), max_length=80, required=False, help_text=_("Such as “Head guide”.")
    )
    phone = forms.CharField(
        label=_("Private phone"),
        max_length=40,
        required=False,
        help_text=_("Stored encrypted; only this page shows it."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    role = RoleChoice(label=_("Role"), queryset=Role.objects.none(), empty_label=None)
    overrides = PatternsField(label=_("Exceptions from the role"), required=False, help_text=EXCEPTIONS)

    def __init__(self, data: Any = None, *, member: Member) -> None:
        initial = {
            "title": member.title,
            "phone": member.phone,
            "role": member.role_id,
            "overrides": member.overrides,
        }
        super().__init__(data, initial=initial)
        self.fields["role"].queryset = queries.roles()  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role's name and permissions."""

    name = forms.CharField(label=_("Name"), max_length=80)
    description = forms.CharField(
        label=_("Description"),
        max_length=200,
        required=False,
        help_text=_("One line that helps to choose the role."),
    )
    may = PatternsField(label=_("Permissions"), help_text=_("One per line. See the explanation below."))

    def __init__(self, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        if role is not None:
            kwargs["initial"] = {
                "name": role.name,
                "description": role.description,
                "may": role.may,
            }
        super().__init__(*args, **kwargs)


class TeamFilter(forms.Form):
    """Search, filters and order of the team's list. Nonsense in the address counts as not given."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("active", _("Active")), ("inactive", _("Deactivated")), ("all", _("All"))],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("email", _("E-mail")),
            ("role", _("Role")),
            ("since", _("Newest")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: list[tuple[str, Any]] = [("", _("All roles"))]
        known = [(role.key, role.name) for role in Role.objects.order_by("name")]
        self.fields["role"].choices = every + known  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `queries.members` takes."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {
            "search": given.get("q", "").strip(),
            "role": given.get("role", ""),
            "state": given.get("state") or "active",
            "sort": given.get("sort") or "name",
        }
