"""Addresses of the log, below /home/audit/, for those who may see it."""

from django.urls import path

from apps.accounts.door import member_page
from apps.audit import views

guarded = member_page("audit.view_entry")

urlpatterns = [
    path("", guarded(views.log), name="home_audit"),
    path("export.csv", guarded(views.export), name="home_audit_export"),
    path("requests/<str:request_id>/", guarded(views.of_request), name="home_audit_request"),
]
