"""Forms of the account area."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from apps.accounts.forms.zones import zone_choices
from apps.accounts.models import User


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, language and clock of a person."""

    locale = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("Times are shown in it. Without one you see the business's time."),
    )

    class Meta:
        model = User
        fields = ["name", "locale", "time_zone"]
        labels = {"name": _("Name")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same: list[tuple[str, Any]] = [("", _("As the business"))]
        self.fields["locale"].choices = same + list(settings.OFFICE_LANGUAGES)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = same + zone_choices()  # type: ignore[attr-defined]


class EmailChangeForm(forms.Form):
    """The new address. Nothing is said about whether somebody has it."""

    email = forms.EmailField(label=_("New e-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.user.email:
            raise forms.ValidationError(_("This is your e-mail already."), code="same")
        return email


class JoinForm(forms.Form):
    """A new person's name and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, and none that others use a lot."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password
