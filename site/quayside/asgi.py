"""The application uvicorn serves, put together from the cheapest way to answer each kind of request.

Health and metrics answer on any host and need no thread. A kept public page is answered before Django is
entered. Streams run on Django's ASGI handler; everything else on its WSGI handler in a few threads.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quayside.settings")
django.setup()

# Models and settings can be imported only now.
from quayside.edge.application import Application  # noqa: E402

application = Application()
