"""What is shown of a product besides its own words: pictures, questions, and the same in other languages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.errors import NAME_MISSING
from apps.catalog.models.categories import Category
from apps.catalog.models.options import Option, Unit
from apps.catalog.models.policies import CancellationPolicy
from apps.catalog.models.prices import EarlyBird, GroupRate, Season
from apps.catalog.models.products import Product
from apps.catalog.models.texts import Words, words
from apps.customers.models.fields import CodeField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

LANGUAGE = r"^[a-z]{2}$"


class ProductPicture(TenantModel):
    """A picture of the business's library with a product. The first one is the cover."""

    product = TenantForeignKey(Product, models.CASCADE, related_name="pictures", verbose_name=_("product"))
    # Wagtail's table, whose key becomes the business's own by tenancy.retrofit.
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("picture"),
        help_text=_("From the library. What it shows is described there."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "image"],
                name="catalog_picture_once",
                violation_error_message=_("This product has this picture already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.image)


class ProductFaq(TenantModel):
    """A question customers ask, with its answer."""

    product = TenantForeignKey(Product, models.CASCADE, related_name="faqs", verbose_name=_("product"))
    question = models.CharField(_("question"), max_length=250)
    answer = words(_("answer"))
    language = CodeField(
        _("language"), sort="language", blank=True, help_text=_("Left empty, the business's own.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(answer=""),
                name="catalog_faq_is_whole",
                violation_error_message=_("Give the question and its answer."),
            ),
            models.CheckConstraint(
                condition=Q(language="") | Q(language__regex=LANGUAGE), name="catalog_faq_language"
            ),
        ]

    def __str__(self) -> str:
        return self.question


class ProductTranslation(Words, TenantModel):
    """A product's words in another language. What is empty is said in the business's own."""

    product = TenantForeignKey(
        Product, models.CASCADE, related_name="translations", verbose_name=_("product")
    )
    language = CodeField(_("language"), sort="language")
    name = models.CharField(_("name"), max_length=120, blank=True)
    meeting_name = models.CharField(_("meeting point"), max_length=120, blank=True)
    end_name = models.CharField(_("end point"), max_length=120, blank=True)
    meeting_instructions = words(_("how to find the meeting point"))
    end_instructions = words(_("how to get on from the end point"))

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "language"],
                name="catalog_translation_once",
                violation_error_message=_("This product has this language already."),
            ),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE),
                name="catalog_translation_language",
                violation_error_message=_("Choose a language."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}, {self.language}"


# What has a name that can be said in other languages, by the column that says which it is.
NAMED = ("category", "option", "unit", "season", "group_rate", "early_bird", "policy")


def _of_one() -> Q:
    """One of them and none of the others."""
    whole = Q()
    for of in NAMED:
        whole |= Q(**{f"{of}__isnull": False}, **dict.fromkeys(one for one in NAMED if one != of))
    return whole


class NameTranslation(TenantModel):
    """The name of a category, an option, a unit or a rule in another language, as customers read it.

    Of a cancellation policy also what the owner says of it in their own words.
    """

    category = TenantForeignKey(
        Category, models.CASCADE, related_name="names", null=True, blank=True, verbose_name=_("category")
    )
    option = TenantForeignKey(
        Option, models.CASCADE, related_name="names", null=True, blank=True, verbose_name=_("option")
    )
    unit = TenantForeignKey(
        Unit, models.CASCADE, related_name="names", null=True, blank=True, verbose_name=_("unit")
    )
    season = TenantForeignKey(
        Season, models.CASCADE, related_name="names", null=True, blank=True, verbose_name=_("season")
    )
    group_rate = TenantForeignKey(
        GroupRate, models.CASCADE, related_name="names", null=True, blank=True, verbose_name=_("group rate")
    )
    early_bird = TenantForeignKey(
        EarlyBird,
        models.CASCADE,
        related_name="names",
        null=True,
        blank=True,
        verbose_name=_("early bird rate"),
    )
    policy = TenantForeignKey(
        CancellationPolicy,
        models.CASCADE,
        related_name="names",
        null=True,
        blank=True,
        verbose_name=_("cancellation policy"),
    )
    language = CodeField(_("language"), sort="language")
    name = models.CharField(_("name"), max_length=120)
    description = words(_("in your own words"), help_text=_("Left empty, it is made of the rules."))

    class Meta:
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        ordering = ["language", "id"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["tenant", of, "language"],
                    name=f"catalog_name_of_{of}_once",
                    violation_error_message=_("This language stands here twice."),
                )
                for of in NAMED
            ),
            models.CheckConstraint(condition=_of_one(), name="catalog_name_of_one_thing"),
            models.CheckConstraint(
                condition=~Q(name=""), name="catalog_name_is_one", violation_error_message=NAME_MISSING
            ),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE),
                name="catalog_name_language",
                violation_error_message=_("Choose a language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
