"""The back office of the schedule."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.backoffice.screens.declaration import (
    Board,
    Calendar,
    ChildRows,
    Extension,
    Related,
    Screen,
    Section,
)
from apps.backoffice.screens.registry import extend, screen
from apps.capacity import actions, services
from apps.capacity.models import (
    Departure,
    Hold,
    Pattern,
    Pool,
    Requirement,
    Reservation,
    Resource,
    ResourceClass,
    Skill,
)
from apps.capacity.services.records import saver
from apps.capacity.types import LIVE
from apps.catalog.models import Option, Product

GROUP = _("Schedule")
SETUP = _("Schedule")


def _boats(member: Member) -> "QuerySet[Any]":
    rows = Resource.objects.filter(active=True, resource_class__kind="boat")
    return rows.order_by("resource_class__position", "position", "name")


def _resources(member: Member) -> "QuerySet[Any]":
    rows = Resource.objects.filter(active=True).select_related("resource_class")
    return rows.order_by("resource_class__position", "resource_class__name", "position", "name")


@screen(Departure, group=GROUP, icon="sailing", position=50)
class DepartureScreen(Screen):
    """Dated runs with their places."""

    columns = ("starts_at", "option", "booked", "capacity", "status", "boat", "location")
    filters = (
        *("status", "product", "option", "boat", "location", "starts_at"),
        *("booked", "capacity", "minimum", "pattern", "edited"),
    )
    ordering = ("starts_at", "id")
    # No index: places are taken on these rows, and whoever takes them is in a hurry.
    search = ("notes",)
    search_through = ("product", "option", "location")
    sections = (
        Section(_("When"), ("option", "starts_at", "ends_at", "location")),
        Section(_("Places"), ("capacity", "limit", "minimum")),
        Section(_("What people should know"), ("notes", "special_instructions")),
    )
    readonly = ("status",)
    hidden = ("slot",)
    children = (ChildRows("sessions", _("Later sessions"), ("name", "starts_at", "ends_at")),)
    related = (
        Related(
            "assignments",
            _("Boats and people"),
            lambda record, member: record.reservations.filter(status__in=LIVE).select_related("resource"),
            ("resource", "kind", "starts_at", "ends_at", "note"),
            most=25,
        ),
    )
    actions = (
        actions.CloseSales,
        actions.OpenSales,
        actions.ChangeCapacity,
        actions.RaiseCapacity,
        actions.Assign,
        actions.Unassign,
    )
    calendar = Calendar(
        start="starts_at",
        end="ends_at",
        rows="boat",
        colour="status",
        choices=_boats,
        moved=services.move_departure,
    )
    board = Board("status", services.change_status, ("starts_at", "booked", "capacity", "boat"))
    create = staticmethod(services.create_departure)
    update = staticmethod(services.update_departure)
    delete = staticmethod(services.delete_departure)
    save_many = staticmethod(saver(Departure, services.create_departure, services.update_departure))

    def base(self) -> Any:
        """With what a title names."""
        return Departure.objects.select_related("product", "option", "boat", "location")

    def title(self, record: Any) -> str:
        """Product and start, on the clock of the business."""
        return f"{record.product.name}, {formats.moment(record.starts_at)}"


@screen(Reservation, group=GROUP, icon="calendar_view_week", position=55)
class ReservationScreen(Screen):
    """What takes resources, and when."""

    about = _("What rooms, boats, people and things are taken by. Drag one on the calendar to move it.")
    columns = ("resource", "kind", "starts_at", "ends_at", "status", "departure", "note")
    filters = ("resource", "kind", "status", "promised_class", "departure", "starts_at", "fixed")
    ordering = ("-starts_at", "-id")
    search = ("note",)
    search_through = ("resource",)
    sections = (
        Section(_("Who or what"), ("resource", "fixed")),
        Section(_("When"), ("starts_at", "ends_at")),
        Section(_("Note"), ("note",)),
    )
    readonly = ("kind", "status", "promised_class", "hold", "departure")
    actions = (actions.Unblock,)
    calendar = Calendar(
        start="starts_at",
        end="ends_at",
        rows="resource",
        colour="kind",
        choices=_resources,
        moved=services.drag_reservation,
    )
    addable = deletable = importable = False
    update = staticmethod(services.update_reservation)

    def base(self) -> Any:
        """Those that take something."""
        return Reservation.objects.filter(status__in=LIVE).select_related("resource", "departure__product")

    def title(self, record: Any) -> str:
        """Resource and what it is taken by."""
        what = record.departure.product.name if record.departure else record.get_kind_display()
        return f"{record.resource.name}: {record.note or what}"


@screen(Pattern, group=SETUP, icon="event_repeat", position=60)
class PatternScreen(Screen):
    """When departures take place."""

    about = _(
        "Departures are made from these every night, as far ahead as each says. Edited ones stay as they are."
    )
    columns = ("option", "kind", "weekdays", "times", "valid_from", "valid_until", "active")
    filters = ("option", "kind", "active", "location", "valid_from", "valid_until")
    ordering = ("option", "id")
    search = ()
    search_through = ("option", "option__product")
    sections = (
        Section(_("What"), ("option", "location", "kind", "active")),
        Section(
            _("When"),
            (
                *("weekdays", "dates", "times", "excluded"),
                *("valid_from", "valid_until", "yearly", "days_ahead"),
            ),
        ),
        Section(_("Where it differs from the option"), ("duration", "capacity", "minimum")),
    )
    children = (
        ChildRows("sessions", _("Later sessions, as of a course"), ("name", "day", "begins", "duration")),
    )
    related = (
        Related(
            "departures",
            _("Next departures"),
            lambda record, member: record.departures.filter(status__in=("open", "closed")).select_related(
                "product"
            ),
            ("starts_at", "booked", "capacity", "status"),
        ),
    )
    actions = (actions.MakeDepartures,)
    create = staticmethod(services.create_pattern)
    update = staticmethod(services.update_pattern)
    delete = staticmethod(services.delete_pattern)
    save_many = staticmethod(saver(Pattern, services.create_pattern, services.update_pattern))


@screen(Resource, group=SETUP, icon="engineering", position=65)
class ResourceScreen(Screen):
    """Rooms, boats, people, places and things."""

    about = _("Everything and everybody that can be in one place at a time.")
    columns = ("name", "resource_class", "location", "places", "member", "active")
    filters = ("resource_class", "location", "active", "places", "member")
    ordering = ("resource_class", "position", "name", "id")
    search = ("name", "notes")
    sections = (
        Section(_("Resource"), ("name", "resource_class", "location", "places", "active", "position")),
        Section(_("Who it is"), ("member",)),
        Section(_("Notes"), ("notes",)),
    )
    children = (
        ChildRows("has_skills", _("Skills"), ("skill", "valid_until")),
        ChildRows("working_hours", _("Working hours"), ("weekday", "begins", "ends")),
        ChildRows(
            "exceptions",
            _("Days off and extra hours"),
            ("kind", "first_day", "last_day", "begins", "ends", "note"),
        ),
    )
    related = (
        Related(
            "reservations",
            _("Taken by"),
            lambda record, member: (
                record.reservations.filter(status__in=LIVE)
                .select_related("resource", "departure__product")
                .order_by("-starts_at")
            ),
            ("kind", "starts_at", "ends_at", "departure", "note"),
        ),
    )
    actions = (actions.Block,)
    create = staticmethod(services.create_resource)
    update = staticmethod(services.update_resource)
    delete = staticmethod(services.delete_resource)
    save_many = staticmethod(saver(Resource, services.create_resource, services.update_resource))
    import_by = ("name",)

    def base(self) -> Any:
        """With what the list names."""
        return Resource.objects.select_related("resource_class", "location", "member__user")


@screen(ResourceClass, group=SETUP, icon="category", position=70)
class ResourceClassScreen(Screen):
    """What resources have in common."""

    listed = False
    about = _(
        "Double rooms, dive boats, technicians: what serves alike, with the time it needs before and after."
    )
    columns = ("name", "kind", "buffer_before", "buffer_after", "check_in", "check_out")
    filters = ("name", "kind")
    ordering = ("position", "name", "id")
    search = ("name",)
    related = (
        Related(
            "resources",
            _("Resources"),
            lambda record, member: record.resources.all(),
            ("name", "location", "places", "active"),
            most=50,
        ),
    )
    update = staticmethod(services.update_class)


@screen(Skill, group=SETUP, icon="workspace_premium", position=75)
class SkillScreen(Screen):
    """What resources can do."""

    listed = False
    columns = ("name",)
    filters = ("name",)
    ordering = ("name", "id")
    search = ("name",)


@screen(Requirement, group=SETUP, icon="rule", position=80)
class RequirementScreen(Screen):
    """What products need."""

    listed = False
    about = _(
        "What products need besides their own places, such as a technician, a room or two tanks for each diver."
    )
    columns = ("product", "option", "quantity", "resource_class", "skill", "each")
    filters = ("product", "option", "resource_class", "skill", "each")
    ordering = ("product", "id")
    search = ()
    search_through = ("product", "resource_class", "skill")
    create = staticmethod(services.create_requirement)
    update = staticmethod(services.update_requirement)
    delete = staticmethod(services.delete_requirement)
    save_many = staticmethod(saver(Requirement, services.create_requirement, services.update_requirement))


@screen(Pool, group=SETUP, icon="local_parking", position=85)
class PoolScreen(Screen):
    """Places that are sold without a date."""

    listed = False
    columns = ("option", "location", "booked", "capacity", "active")
    filters = ("option", "location", "active", "booked", "capacity")
    ordering = ("option", "id")
    search = ()
    search_through = ("option", "option__product", "location")
    create = staticmethod(services.create_pool)
    update = staticmethod(services.update_pool)
    delete = staticmethod(services.delete_pool)
    save_many = staticmethod(saver(Pool, services.create_pool, services.update_pool))

    def base(self) -> Any:
        """With what a title names."""
        return Pool.objects.select_related("option__product", "location")


@screen(Hold, group=SETUP, icon="hourglass_top", position=90)
class HoldScreen(Screen):
    """Claims, from the basket to the booking."""

    listed = False
    about = _("What somebody holds while they book, and what bookings take. It comes and goes by itself.")
    columns = ("option", "departure", "pool", "seats", "status", "hold_until", "created_at")
    filters = ("status", "option", "departure", "pool", "seats", "hold_until", "created_at")
    ordering = ("-id",)
    search = ()
    search_through = ("option", "option__product")
    actions = (actions.Release,)
    addable = changeable = deletable = importable = False


@extend(Option)
class OptionSchedule(Extension):
    """When an option takes place."""

    related = (
        Related(
            "patterns",
            _("When it takes place"),
            lambda record, member: record.patterns.all(),
            ("kind", "weekdays", "times", "valid_from", "valid_until", "active"),
        ),
    )
    actions = (actions.AddDepartures,)


@extend(Product)
class ProductSchedule(Extension):
    """What a product needs."""

    related = (
        Related(
            "requirements",
            _("What it needs"),
            lambda record, member: record.requirements.select_related("resource_class", "skill"),
            ("quantity", "resource_class", "skill", "each", "option"),
        ),
    )
