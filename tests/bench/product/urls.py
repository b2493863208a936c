"""The business's own addresses, and the benchmark's pages."""

from django.urls import path

from quayside import urls as product
from tests.bench.product import bookings, views

# Before the product's own: its last one takes whatever nobody has answered for a page of the site.
urlpatterns = [
    path("bench/hello/", views.hello, name="bench_hello"),
    path("bench/trip/", views.trip, name="bench_trip"),
    path("bench/kept/", views.kept, name="bench_kept"),
    path("bench/book/", bookings.book, name="bench_book"),
    *product.urlpatterns,
]

handler500 = product.handler500
