"""Rows that name each other in every way the takeout knows."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.blocks import ListBlock, PageChooserBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel
from apps.tenancy.sensitive import SensitiveField


class Leaflet(Page):
    """A page with links in all the places a page may have them."""

    body = RichTextField(blank=True)
    stream = StreamField(
        [
            ("words", RichTextBlock()),
            ("picture", ImageChooserBlock()),
            ("pages", ListBlock(PageChooserBlock())),
            (
                "card",
                StructBlock(
                    [
                        ("link", PageChooserBlock(required=False)),
                        ("paper", DocumentChooserBlock(required=False)),
                        ("inner", StreamBlock([("words", RichTextBlock())], required=False)),
                    ]
                ),
            ),
        ],
        blank=True,
    )


class LeafletLine(models.Model):
    """A child of a leaflet, serialised inside of it."""

    leaflet = ParentalKey(Leaflet, on_delete=models.CASCADE, related_name="lines")
    target = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=50)

    def __str__(self) -> str:
        return self.text


class Guest(TenantModel):
    """Somebody with secrets, friends and a portrait."""

    name = models.CharField(max_length=50)
    phone = SensitiveField(blank=True, blind=True)
    friend = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")
    favourite = TenantForeignKey("Trip", models.SET_NULL, null=True, related_name="+")
    portrait = models.FileField(upload_to="portraits", blank=True)
    notes = models.JSONField(default=dict)


class Trip(TenantModel):
    """Leads back to the guest, and to anything at all."""

    leader = TenantForeignKey(Guest, models.PROTECT, related_name="+")
    about_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
