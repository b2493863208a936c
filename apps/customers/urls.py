"""Customers' own pages, below /admin/. Before those of every screen."""

from django.urls import path

from apps.customers.views import merging, undoing

urlpatterns = [
    path("customers/customer/<int:pk>/merge/", merging.merge, name="customers_merge"),
    path("customers/customermerge/<int:pk>/undo/", undoing.undo, name="customers_merge_undo"),
]
