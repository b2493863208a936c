"""The business's own addresses, and the benchmark's pages."""

from django.urls import path

from quayside import urls as product
from tests.bench.product import views

urlpatterns = [
    *product.urlpatterns,
    path("bench/hello/", views.hello, name="bench_hello"),
    path("bench/trip/", views.trip, name="bench_trip"),
    path("bench/kept/", views.kept, name="bench_kept"),
]

handler500 = product.handler500
