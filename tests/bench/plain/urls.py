"""The reference's pages."""

from django.urls import path

from tests.bench.plain import views

urlpatterns = [path("bench/hello/", views.hello), path("bench/trip/", views.trip)]
