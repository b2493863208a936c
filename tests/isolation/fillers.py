"""Fills a row of every table that belongs to a business or to its people, from the models alone.

All rows of a business have the same primary key, so whatever a route's number means, it means a row of that business.
A new model joins by itself; one that cannot be filled raises `Unfillable` with its name.
"""

import io
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connections, models
from PIL import Image as Picture
from wagtail.models import Collection, GroupApprovalTask, Page

from apps.tenancy import catalog, context, tables
from apps.tenancy.models import Tenant
from cms.blocks import Body
from cms.pages import HomePage, SitePage, StandardPage
from tests.conftest import NOW
from tests.isolation.bodies import body
from tests.isolation.column_values import VALUES
from tests.isolation.markers import Marks

Model = type[models.Model]


class Unfillable(Exception):
    """A table of businesses of which the crawl would know no row."""


class _Circle(Unfillable):
    """The row wanted is being made."""


# Rows that others make; there must be some when everything is filled.
DERIVED: Final = {
    "tenancy.TenantKey": "provisioning",
    "wagtailsearch.IndexEntry": "update_index",
    "audit.Entry": "triggers",
    "backoffice.SearchEntry": "triggers",
    "backoffice.CustomValue": "triggers",
}


def of_businesses() -> Iterator[Model]:
    """Every model whose table is a business's or about its people."""
    open_tables = catalog.open_tables()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p')"
        )
        with_tenant = {name for (name,) in cursor.fetchall()}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.proxy or model._meta.swapped or table in open_tables:
            continue
        if tables.PEOPLE.get(table) == "":
            continue  # no role but the owner may touch it
        if model._meta.managed or table in with_tenant:
            yield model


class Filler:
    """Fills one business."""

    def __init__(self, tenant: Tenant, marks: Marks) -> None:
        self.tenant, self.marks = tenant, marks
        self.filled: dict[Model, Any] = {}
        self._under_way: list[Model] = []
        self._pages = 0

    def fill_everything(self) -> None:
        """One marked row in every table; raises Unfillable."""
        for model in of_businesses():
            if model._meta.label not in DERIVED:
                self.fill(model)
        with context.use_tenant(self.tenant):
            call_command("update_index", verbosity=0, stdout=io.StringIO())

    def fill(self, model: Model) -> Any:
        """The marked row of a model, made when there is none yet."""
        if model in self._under_way:
            raise _Circle(f"{model._meta.label} needs itself; teach tests/isolation/fillers.py")
        if model not in self.filled:
            self._under_way.append(model)
            try:
                with self._role(model):
                    self.filled[model] = self._make(model)
            except Unfillable:
                raise
            except Exception as error:
                raise Unfillable(
                    f"{model._meta.label} cannot be filled ({error}); teach tests/isolation/fillers.py"
                ) from error
            finally:
                self._under_way.pop()
        return self.filled[model]

    def _role(self, model: Model) -> Any:
        with connections["owner"].cursor() as cursor:
            table, role = model._meta.db_table, connections["default"].settings_dict["USER"]
            cursor.execute("SELECT has_table_privilege(%s, %s, 'INSERT')", [role, f'"{table}"'])
            (allowed,) = cursor.fetchone()
        return context.use_tenant(self.tenant) if allowed else context.use_platform(self.tenant)

    def _make(self, model: Model) -> Any:
        special = SPECIAL.get(model._meta.label)
        if special is not None:
            return special(self)
        if issubclass(model, Page):
            return self._page(model)
        return self.insert(model)

    def insert(self, model: Model, **given: Any) -> models.Model:
        """Save a row with every column filled, `given` ones as given."""
        values = {**self.values(model), **VALUES.get(model._meta.label, lambda _: {})(self.marks), **given}
        instance = model(**values)
        if model._meta.get_parent_list():
            instance.save()
        else:  # what a model's own save() demands or adds is not the point here
            model._default_manager.bulk_create([instance])
        return instance

    def values(self, model: Model) -> dict[str, Any]:
        """A value for every column that should have one."""
        found: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.name == "tenant" or (field.model is not model and field.primary_key):
                continue
            if field.primary_key:
                value = self.marks.pk if not field.is_relation else self._related(field)
            elif field.is_relation:
                value = self._related(field)
            elif field.name == "object_id":
                value = str(self.marks.pk)
            else:
                value = _value(field, self.marks)
            if value is not _LEAVE:
                found[field.name] = value
        return found

    def _related(self, field: Any) -> Any:
        target = field.related_model
        if target is ContentType:
            return ContentType.objects.get_for_model(Page)
        if field.remote_field.parent_link:
            return _LEAVE
        if target not in set(of_businesses_cached()):
            return None if field.null else target._default_manager.first()
        try:
            return self.fill(target)
        except _Circle:
            if field.null:
                return None
            raise

    def _page(self, model: type[Page]) -> Any:
        own = VALUES.get(model._meta.label, lambda _: {})(self.marks)
        values = {**self.values(model), **VALUES["wagtailcore.Page"](self.marks), **own}
        tree = ("id", "path", "depth", "numchild", "url_path", "locale")
        for name in (*tree, "alias_of", "latest_revision", "live_revision"):
            values.pop(name, None)
        # Wagtail takes a page that has a key for an old one. All types share a table: the first gets the common key.
        number = self.marks.pk + 10 * self._pages
        self._pages += 1
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT setval('wagtailcore_page_id_seq', %s, false)", [number])
        values["content_type"] = ContentType.objects.get_for_model(model)
        parent = Page.get_first_root_node()
        if issubclass(model, SitePage) and model is not HomePage:
            # Where visitors find it: below the front page of the site, in its menu.
            parent = HomePage.objects.filter(live=True).order_by("path").first()
            values |= {"show_in_menus": True, "in_footer": True}
        page = parent.add_child(instance=model(**values))
        page.save_revision(user=values.get("owner"), log_action=True).publish()
        return page


_LEAVE: Final = object()
_known: list[Model] = []


def of_businesses_cached() -> list[Model]:
    """The models once found; they do not change while tests run."""
    if not _known:
        _known.extend(of_businesses())
    return _known


def picture(name: str) -> "ContentFile[bytes]":
    """A small PNG."""
    data = io.BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    return ContentFile(data.getvalue(), name=name)


def _value(field: Any, marks: Marks) -> Any:
    if field.choices:
        return next(key for key, _label in field.flatchoices if key not in ("", None))
    room = getattr(field, "max_length", None)
    for kind, make in BY_TYPE:
        if isinstance(field, kind):
            return make(field, marks, room)
    if field.null or field.has_default() or field.db_default is not models.NOT_PROVIDED:
        return _LEAVE
    raise Unfillable(f"{field} is a {type(field).__name__}; teach tests/isolation/fillers.py")


def _default_or(value: Any) -> Callable[..., Any]:
    def make(field: Any, marks: Marks, room: int | None) -> Any:
        if field.null or field.has_default() or field.db_default is not models.NOT_PROVIDED:
            return _LEAVE
        return value

    return make


# The first kind that fits decides, so the narrower ones stand first.
BY_TYPE: Final[tuple[tuple[type, Callable[..., Any]], ...]] = (
    (models.EmailField, lambda field, marks, room: marks.email()),
    (models.URLField, lambda field, marks, room: f"https://{marks.host()}/"),
    (models.SlugField, lambda field, marks, room: marks.slug(room)),
    (models.ImageField, lambda field, marks, room: picture(f"{marks.slug(60)}.png")),
    (
        models.FileField,
        lambda field, marks, room: ContentFile(marks.text(None).encode(), name=f"{marks.slug(60)}.txt"),
    ),
    (models.FilePathField, lambda field, marks, room: marks.slug(room)),
    (models.UUIDField, lambda field, marks, room: uuid.uuid4()),
    (models.CharField, lambda field, marks, room: marks.text(room)),
    (models.TextField, lambda field, marks, room: marks.text(room)),
    (Body, lambda field, marks, room: body(marks)),
    (models.JSONField, lambda field, marks, room: marks.json()),
    (ArrayField, lambda field, marks, room: [_value(field.base_field, marks)]),
    (models.BinaryField, lambda field, marks, room: marks.text(None).encode()),
    (models.GenericIPAddressField, lambda field, marks, room: "192.0.2.9"),
    (models.BooleanField, _default_or(False)),
    (models.DateTimeField, _default_or(NOW)),
    (models.DateField, _default_or(NOW.date())),
    (models.TimeField, _default_or(NOW.time())),
    (models.DurationField, _default_or(timedelta(hours=1))),
    (models.IntegerField, _default_or(3)),
    (models.DecimalField, _default_or(3)),
    (models.FloatField, _default_or(3.0)),
)


def _tenant(filler: Filler) -> Any:
    with context.use_platform():
        Tenant.objects.filter(pk=filler.tenant.pk).update(
            # The name stands on every page of the business, so it is not what searching finds.
            name=f"{filler.marks.tag} and sons",
            slug=filler.marks.tag,
            suspended_for=filler.marks.text(80),
        )
        return Tenant.objects.get(pk=filler.tenant.pk)


def _collection(filler: Filler) -> Any:
    root = Collection.get_first_root_node()
    return root.add_child(instance=Collection(pk=filler.marks.pk, name=filler.marks.text(80)))


def _any_page(filler: Filler) -> Any:
    """Nobody makes a page without a type, so the row of the common key is a standard page."""
    return filler.fill(StandardPage).page_ptr


def _site_page(filler: Filler) -> Any:
    return filler.fill(StandardPage).sitepage_ptr


def _task(filler: Filler) -> Any:
    return GroupApprovalTask.objects.create(pk=filler.marks.pk, name=filler.marks.text(80)).task_ptr


def _approval(filler: Filler) -> Any:
    return GroupApprovalTask.objects.get(pk=filler.fill(apps.get_model("wagtailcore.Task")).pk)


def _revision(filler: Filler) -> Any:
    page = filler.fill(Page)
    return filler.insert(
        apps.get_model("wagtailcore.Revision"), content=page.serializable_data(), object_id=str(page.pk)
    )


def _writing_request(filler: Filler) -> Any:
    # Only the request middleware's own statement may write here, so this row comes from the owner.
    model = apps.get_model("audit.WritingRequest")
    row = model(**filler.values(model) | {"tenant_id": filler.tenant.pk, "at": NOW})
    model._base_manager.using("owner").bulk_create([row])
    return row


SPECIAL: Final[Mapping[str, Callable[[Filler], Any]]] = {
    "audit.WritingRequest": _writing_request,
    "tenancy.Tenant": _tenant,
    "wagtailcore.Collection": _collection,
    "wagtailcore.Page": _any_page,
    "cms.SitePage": _site_page,
    "wagtailcore.Task": _task,
    "wagtailcore.GroupApprovalTask": _approval,
    "wagtailcore.Revision": _revision,
}
