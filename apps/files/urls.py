"""Files by signed link, under `/files/`."""

from django.urls import path

from apps.files import views

urlpatterns = [path("<str:token>/", views.private_file, name="private_file")]
