"""What the back office puts into registries; imported once when Django is ready."""

from apps.backoffice import takeout
from apps.backoffice.screens import accounts, tenancy, todos
from apps.tenancy.takeout.registries import ROWS

# Importing them declares their screens.
SCREENS_OF_LOWER_APPS = (accounts, tenancy, todos)

ROWS.add("backoffice_todo", takeout.todo)
