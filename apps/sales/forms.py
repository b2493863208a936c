"""What staff fill in when they correct an order."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes.amounts import AmountField
from apps.tenancy import context, facts


def _currency() -> str:
    return facts.current().currency if context.current_tenant_id() is not None else ""


class FeeForm(forms.Form):
    """A fee with its name."""

    label = forms.CharField(label=_("What for"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"] = AmountField(label=_("Amount"), currency=_currency(), required=True)


class DiscountForm(forms.Form):
    """A percentage or an amount, with the reason."""

    percent = forms.DecimalField(
        label=_("Percent"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"] = AmountField(
            label=_("Amount"), currency=_currency(), required=False, help_text=_("Instead of a percentage.")
        )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=160, help_text=_("Customers read it on the bill.")
        )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("percent") is None) == (cleaned.get("amount") is None):
            raise forms.ValidationError(_("Give a percentage or an amount."))
        return cleaned


class PriceForm(forms.Form):
    """Another total, with the reason."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["total"] = AmountField(
            label=_("New price, taxes in it"), currency=_currency(), required=True
        )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=160, help_text=_("Customers read it on the bill.")
        )
