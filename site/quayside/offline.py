"""Settings for tools that read the code and touch no server: type checker, makemigrations, collectstatic."""

import base64
import os

for _role in ("OWNER", "APP", "SIGNIN", "PLATFORM"):
    os.environ.setdefault(
        f"DATABASE_URL_{_role}", f"postgresql://quayside_{_role.lower()}@localhost:1/quayside"
    )
os.environ.setdefault("REDIS_URL", "redis://localhost:1/0")
os.environ.setdefault("SECRET_KEY", "only for tools that never serve a request " * 2)
os.environ.setdefault("MASTER_KEYS", base64.b64encode(bytes(32)).decode())
os.environ.setdefault("PUBLIC_URL", "http://localhost:8000")
os.environ.setdefault("DATABASE_POOL", "0")

from quayside.settings import *  # noqa: E402, F403
