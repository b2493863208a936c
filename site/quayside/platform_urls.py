"""Addresses on the platform's own host. Nothing here shows rows of a business."""

from django.urls import include, path

from quayside import mails, views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("mails/", mails.index, name="demo_mails"),
    path("mails/<int:number>/", mails.mail, name="demo_mail"),
    path("mails/<int:number>/attachments/<int:place>/", mails.attachment, name="demo_mail_attachment"),
    path("", include("apps.accounts.urls.platform")),
]

handler500 = "quayside.unavailable.server_error"
