"""What the outbox puts into registries; imported once when Django is ready."""

from apps.events import tasks
from apps.events.ports import JOBS

JOBS.add("dispatch", tasks.dispatch)
