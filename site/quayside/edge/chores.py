"""What Django does around every request that has nothing to do in a web process of ours."""

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries


def drop() -> None:
    """Stop looking through all connections three times per request where nothing can be found.

    Queries are logged only while debugging, and Redis clients keep their own pool. No connection outlives
    the request that took it (CONN_MAX_AGE is 0, and its end still looks), so none is there at the start.
    """
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_caches)
