"""The business's own addresses, and the benchmark's pages."""

from django.urls import path

from quayside.urls import handler500 as handler500
from quayside.urls import urlpatterns as product_patterns
from tests.bench.product import views

urlpatterns = [
    *product_patterns,
    path("bench/hello/", views.hello, name="bench_hello"),
    path("bench/trip/", views.trip, name="bench_trip"),
    path("bench/kept/", views.kept, name="bench_kept"),
]
