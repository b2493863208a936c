"""The declaration from which a model's back-office pages are made. What the model says is not said again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, ClassVar

from django.db import models
from django.db.models import Model, QuerySet
from django.forms import Form
from django.utils.functional import Promise

from apps.accounts import access, patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, ModelColumn, columns_of
from apps.backoffice.attributes.columns import capital, chosen_from, named_by
from apps.backoffice.attributes.subsets import Subset, Subsets
from apps.backoffice.fields import defined
from apps.backoffice.queries import search
from apps.backoffice.screens import wording
from apps.backoffice.services import records
from apps.backoffice.types import Kind

Text = str | Promise
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields of a form under a heading."""

    title: Text
    keys: tuple[str, ...]
    about: Text = ""


@dataclass(frozen=True, slots=True)
class ChildRows:
    """Rows that are edited within their parent's form, as a customer's vehicles. `relation` is the related name."""

    relation: str
    label: Text = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Other records that a detail page lists: at most `most` of what `rows(record, member)` finds."""

    key: str
    label: Text
    rows: Callable[[Any, Member], Rows]
    columns: tuple[str, ...] = ()
    most: int = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """A line in a timeline beside the changes that the log knows. `icon` is a Material Symbol."""

    at: Any
    title: Text
    detail: Text = ""
    icon: str = "circle"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a record's page to another. `icon` is a Material Symbol."""

    label: Text
    url: str
    icon: str = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a record's page that facts and lists cannot say, as a departure's roster. `values(record, member, at)`
    answers what the template wants, at a constant number of queries, or None where the block has nothing to say.
    """

    key: str
    template: str
    values: Callable[[Any, Member, datetime], Mapping[str, Any] | None]
    stylesheet: str = ""


class Action:
    """Something staff do to one or several records: a service call behind a form, a confirmation and a permission.

    `run(records=[…], values={…}, by=member, at=…)` answers a sentence, or None; a Refusal it raises is shown.
    `applies(record)` hides it where it makes no sense; `single` and `bulk` say whether it is for a record's own page
    and for several that a list picks. Where a form is not enough, `page(records)` answers the address of a page of its
    own, which then asks, checks and does it; a Refusal it raises is shown.
    """

    key: ClassVar[str] = ""
    label: ClassVar[Text]
    icon: ClassVar[str] = "bolt"
    about: ClassVar[Text] = ""
    needs: ClassVar[str] = ""  # a permission code
    danger: ClassVar[bool] = False
    single: ClassVar[bool] = True
    bulk: ClassVar[bool] = True
    form: ClassVar[type[Form] | None] = None
    run: ClassVar[Callable[..., Any]]
    page: ClassVar[Callable[..., str] | None] = None

    @classmethod
    def name(cls) -> str:
        """What addresses call it."""
        return cls.key or cls.__name__.lower()

    @classmethod
    def form_for(cls, records: Sequence[Any], *, by: Member, at: datetime) -> type[Form] | None:
        """The form where it depends on the records, as their choices do; it may bring its initial values along."""
        return cls.form

    @classmethod
    def outcome(cls, records: Sequence[Any], *, by: Member, at: datetime) -> Sequence[str]:
        """What it would come to, in sentences, shown before it is agreed to."""
        return ()

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Whether it is offered for this record."""
        return True


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry of a calendar is called, and where it leads, if not to the record's own page."""

    title: str
    url: str = ""
    # It is of days, whatever the clock says.
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Records on a calendar by day, week and month. `start` and `end` are keys of moments or dates; `rows` one of a
    reference, whose records become rows. `moved(record=, start=, end=, row=, by=, at=)` is the checked service behind
    dragging; a Refusal puts the record back and says why.
    A date may have its time in a column of its own: `time`. `choices(member)` are the rows somebody may move to.
    `named(records, member)` calls entries otherwise than their records, by number, at a constant number of queries.
    `longest` is more than any of them lasts: of many records, those before the days shown are then not all looked at.
    `again(rows, first, last)` are those of the rows that also take place at other times in the days shown, as courses
    do, once for each, with these times for their own.
    """

    start: str
    end: str = ""
    time: str = ""
    rows: str = ""
    colour: str = ""  # key of a choice
    choices: Callable[[Member], Rows] | None = None
    moved: Callable[..., Any] | None = None
    named: Callable[[Sequence[Any], Member], Mapping[int, Named]] | None = None
    # Which rows are entries at all, such as those that are not cancelled.
    only: models.Q | None = None
    longest: timedelta | None = None
    again: Callable[[Rows, datetime, datetime], Iterable[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Records as cards in columns by state. `state` is the key of a choice; `moved(record=, state=, by=, at=)` is the
    service behind dragging, which may refuse with a reason. `shows` are keys on a card. Columns of the states in
    `newest_first` begin with the newest record, those of others follow the screen's order.
    """

    state: str
    moved: Callable[..., Any]
    shows: tuple[str, ...] = ()
    newest_first: tuple[str, ...] = ()


class Screen:
    """Everything staff get for one model. Subclass it with `@screen(Model, group=…)`; all of it may stay unsaid."""

    model: type[Model]
    app: str
    name: str
    group: Text = ""
    icon: str = "table_rows"
    position: int = 100
    label: Text = ""
    label_plural: Text = ""
    declared_label: Text = ""  # what code calls it, whatever the owner does
    declared_label_plural: Text = ""
    about: Text = ""

    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] | None = None
    ordering: tuple[str, ...] = ()
    # Columns whose text is found, the title first; None: every short text. The owner's texts are found besides.
    search: tuple[str, ...] | None = None
    # Where the text stands in other tables: lookups, asked of few rows without an index. `search_through` are paths to
    # records that are searched themselves, as a booking's customer: those whose record is found are found, too.
    search_lookups: tuple[str, ...] = ()
    search_through: tuple[str, ...] = ()
    # Whether the search over everything looks here; what only a list is asked for stays out of it.
    search_everywhere: bool = True
    sections: tuple[Section, ...] = ()
    readonly: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    # Texts that are chosen from a list, by key: answers pairs of value and label.
    choices: Mapping[str, Callable[[], Sequence[tuple[str, Text]]]] = MappingProxyType({})
    children: tuple[ChildRows, ...] = ()
    related: tuple[Related, ...] = ()
    actions: tuple[type[Action], ...] = ()
    calendar: Calendar | None = None
    board: Board | None = None
    timelines: tuple[Callable[[Any, Member], Sequence[Fact]], ...] = ()
    # More of a record's page for the member, each source at a constant number of queries: where it leads, under "More",
    # and what should be noticed first.
    link_sources: tuple[Callable[[Any, Member], Sequence[Link]], ...] = ()
    hint_sources: tuple[Callable[[Any, Member], Sequence[Link]], ...] = ()
    # Parts of a record's page above its facts.
    blocks: tuple[Block, ...] = ()
    per_page: int = 25

    listed: bool = True  # in the navigation; others are found by the palette and from what they belong to
    addable: bool = True
    changeable: bool = True
    deletable: bool = True
    importable: bool = True
    exportable: bool = True
    # Where adding or editing is somebody else's page: the name of a URL, for editing one that takes the key.
    add_url: str = ""
    change_url: str = ""

    create: Callable[..., Any] = staticmethod(records.create)
    update: Callable[..., Any] = staticmethod(records.update)
    delete: Callable[..., Any] = staticmethod(records.delete)
    # lock(*, record, values): what `update` with these values (texts of a form, unchecked) locks, in its order: first
    # what records share, such as customers' addresses, then other rows it asks for, then the record, then its children.
    # Where `update` locks more than the record, two people at once may wait in circles unless this is declared.
    lock: Callable[..., Any] = staticmethod(records.lock)
    # save_many(*, model, rows: Sequence[Incoming], by, at) -> list[record | Refusal]
    save_many: Callable[..., Any] | None = None
    # Parts of the list that code names: a filter besides those by attributes.
    subsets: tuple[Subset, ...] = ()
    # What tells an existing record in an imported file, tried in turn: keys of attributes.
    import_by: tuple[str, ...] = ()

    def __init__(self) -> None:
        one = self.label or capital(self.model._meta.verbose_name)
        several = self.label_plural or capital(self.model._meta.verbose_name_plural)
        self.declared_label, self.declared_label_plural = one, several
        self.label, self.label_plural = wording.singular(self.key, one), wording.plural(self.key, several)

    # -- what it is ------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """ "customers.customer": what everything that is kept about the screen is kept under."""
        return f"{self.app}.{self.name}"

    def code(self, action: str) -> str:
        """The permission code of "view", "add", "change" or "delete"."""
        return f"{self.app}.{action}_{self.name}"

    def attributes(self) -> Sequence[Attribute]:
        """Columns of the model, then the owner's fields; named, ordered and hidden as the owner has it."""
        return wording.relabelled(self.key, self.declared_attributes())

    def declared_attributes(self) -> Sequence[Attribute]:
        """The same as code and fields say it."""
        found = [one for one in columns_of(self.model) if one.key not in self.hidden]
        columns = [
            chosen_from(one, self.choices[one.key]()) if one.key in self.choices else one for one in found
        ]
        return [*columns, *defined.fields_of(self.key)]

    def conditions(self) -> Sequence[Attribute]:
        """What the list can be filtered by: the attributes, and the screen's subsets where it has some."""
        return [*self.attributes(), Subsets(self.subsets)] if self.subsets else self.attributes()

    def attribute(self, key: str) -> Attribute | None:
        """The attribute of a key, None when there is none."""
        return next((one for one in self.attributes() if one.key == key), None)

    def arranged_sections(self) -> list[Section]:
        """The headings of form and detail page, with their fields as the owner has ordered them."""
        return [replace(one, keys=tuple(wording.arranged(self.key, one.keys))) for one in self.sections]

    def extend(self, extension: "Extension") -> None:
        """Take in what a higher app adds."""
        self.related = (*self.related, *extension.related)
        self.actions = (*self.actions, *extension.actions)
        self.timelines = (*self.timelines, *extension.timelines)
        self.link_sources = (*self.link_sources, *extension.link_sources)
        self.hint_sources = (*self.hint_sources, *extension.hint_sources)
        self.blocks = (*self.blocks, *extension.blocks)
        self.subsets = (*self.subsets, *extension.subsets)
        self.calendar = extension.calendar or self.calendar
        self.update = extension.update or self.update
        self.lock = extension.lock or self.lock
        if extension.add_url:
            self.addable, self.add_url = True, extension.add_url

    # -- which records ---------------------------------------------------------------------------------------------

    def rows(self, member: Member, action: str = "view") -> Rows:
        """The records on which the member may do `action`."""
        return access.permitted(self.base(), member, action)

    def base(self) -> Rows:
        """All records of the business, with what a list needs of other tables."""
        return self.model._default_manager.all()

    def searched(self, rows: Rows, text: str) -> Rows:
        """Those of the rows that hold all words of the text; all of them without a word. One query at once."""
        return search.matching(rows, self.key, text, lookups=self.search_lookups, through=self.search_through)

    def joined(self, rows: Rows, shown: Sequence[Attribute]) -> Rows:
        """The rows with the related records that these attributes show, in the same query."""
        paths = []
        for one in shown:
            if isinstance(one, ModelColumn) and one.kind is Kind.REFERENCE:
                paths += [one.key, *(f"{one.key}__{more}" for more in named_by(one.field.related_model))]
        paths += named_by(self.model)
        return rows.select_related(*paths) if paths else rows

    def sums(self, rows: Rows) -> list[tuple[str, str]]:
        """Totals of the rows as (label, text): one query."""
        wanted = [one for one in self.attributes() if one.key in self.totals]
        summed = rows.aggregate(**{one.key: models.Sum(one.key) for one in wanted})
        return [(str(one.label), one.text(summed[one.key] or 0)) for one in wanted]

    def may_do(self, member: Member, action: type[Action]) -> bool:
        """Whether the member may use an action on any record at all."""
        return patterns.may(member.patterns, action.needs or self.code("change")) != "no"

    def rows_to_do(self, member: Member, action: type[Action]) -> Rows:
        """The records the member sees and may use the action on; where a limit cannot tell whose they are, none."""
        rows = self.rows(member)
        said = patterns.may(member.patterns, action.needs or self.code("change"))
        if said == "all":
            return rows
        all_: Any = self.base()
        if said == "no" or not hasattr(all_, "assigned_to"):
            return rows.none()
        return rows.filter(pk__in=all_.assigned_to(member).order_by().values("pk"))

    def may(self, member: Member, action: str) -> bool:
        """Whether the member may do it to any record at all."""
        return patterns.may(member.patterns, self.code(action)) != "no"

    def new(self) -> Any:
        """An unsaved record, for a form or an import to fill."""
        return self.model()

    def begun(self, member: Member, asked: Mapping[str, str]) -> Any:
        """The unsaved record of a form whose address says this: what a screen makes of it beyond values."""
        return self.new()

    def title(self, record: Any) -> str:
        """What a record is called."""
        return str(record)

    def timeline(self, record: Any, member: Member) -> Sequence[Fact]:
        """What happened to a record beyond its changes, newest first: the screen's own and its extensions'."""
        return [fact for source in self.timelines for fact in source(record, member)]

    def links(self, record: Any, member: Member) -> Sequence[Link]:
        """Where a record's page leads besides: the screen's own and its extensions'."""
        return [link for source in self.link_sources for link in source(record, member)]

    def hints(self, record: Any, member: Member) -> Sequence[Link]:
        """What whoever opens a record should notice, with the page that deals with it."""
        return [hint for source in self.hint_sources for hint in source(record, member)]


class Extension:
    """What a higher app adds to the screen of a lower one."""

    related: tuple[Related, ...] = ()
    actions: tuple[type[Action], ...] = ()
    timelines: tuple[Callable[[Any, Member], Sequence[Fact]], ...] = ()
    link_sources: tuple[Callable[[Any, Member], Sequence[Link]], ...] = ()
    hint_sources: tuple[Callable[[Any, Member], Sequence[Link]], ...] = ()
    blocks: tuple[Block, ...] = ()
    subsets: tuple[Subset, ...] = ()
    # Where a higher app knows more: a calendar in place of the screen's own, a form of its own for adding, and what
    # editing does and locks, as of `Screen`.
    calendar: Calendar | None = None
    add_url: str = ""
    update: Callable[..., Any] | None = None
    lock: Callable[..., Any] | None = None
