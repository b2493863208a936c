"""`[[category]]` and `products/`: what is sold comes into the catalogue."""

from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, ClassVar, Final

from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy

from apps.backoffice.types import Child
from apps.catalog import services
from apps.catalog.models import Category, Option, Product, Unit
from apps.catalog.packs import SELLING, forget_product, selling_columns, selling_values
from apps.tenancy import facts
from apps.tenancy.packs import Install, Item, Pack, Section, Values, item, moments
from cms import product_pages
from cms.packs import goods
from cms.packs.goods import OPTION, RARELY, UNIT, WORDS

_STATUS: Final = {"published": "active", "draft": "draft", "archived": "archived"}
# Members by the names that the catalogue has for them.
_COLUMNS: Final[Mapping[str, str]] = {
    "bring": "special_instructions",
    "meeting_point": "meeting_name",
    **{
        name: name
        for name in (
            *("kind", "position", "duration", "capacity", "minimum", "difficulty", "tags", "meeting_address"),
            *(
                "name",
                "summary",
                "description",
                "level",
                "highlights",
                "included",
                "excluded",
                "accessibility",
            ),
            *("meeting_instructions", "seo_title", "seo_description"),
        )
    },
}
_TRANSLATED: Final = (
    *("name", "summary", "description", "level", "highlights", "included", "excluded", "accessibility"),
    *("meeting_instructions", "seo_title", "seo_description"),
)
_OPTION: Final = ("duration", "capacity", "minimum", "position")
_UNIT: Final = ("price", "per", "age_min", "age_max", "position")


class Categories(Section):
    """Categories by key, which is their slug."""

    kind = "category"
    label = gettext_lazy("Category")
    words: ClassVar[Mapping[str, Any]] = {
        "names": gettext_lazy("Name"),
        "position": gettext_lazy("Position"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[category]]."""
        found = []
        for place, table in enumerate(pack.root.tables("category", most=60)):
            key = table.slug("key", wanted=True)
            pack.name_one("category", key, table)
            names = {pack.languages[0]: table.text("name", wanted=True)}
            for language, said in table.spoken().items():
                names[language] = said.text("name", wanted=True)
            for language in pack.languages[1:]:
                if language not in names:
                    table.missing(language)
            table.close()
            found.append(item(key, {"names": names, "position": place}, names[pack.languages[0]], table))
        return found

    def read(self, key: str, install: Install) -> Values | None:
        """The category now."""
        row = Category.objects.filter(slug=key).first()
        return None if row is None else {"names": _names(row, install), "position": row.position}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change it."""
        row = Category.objects.filter(slug=key).first()
        own, children = _called(values["names"], row, install)
        given: Any = {"name": own, "position": values["position"]}
        if row is None:
            services.create_category(values={**given, "slug": key}, children=children, by=None, at=install.at)
        else:
            services.update_category(record=row, values=given, children=children, by=None, at=install.at)
        return None


class Products(Section):
    """Products by slug, with every option and unit a member of its own."""

    kind = "product"
    label = gettext_lazy("Product")
    row = "product"
    words: ClassVar[Mapping[str, Any]] = {
        "pictures": gettext_lazy("Pictures"),
        "faqs": gettext_lazy("Questions"),
        "bring": gettext_lazy("Special instructions"),
        "meeting_point": gettext_lazy("Meeting point"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every file of products/."""
        found = []
        pack.named.setdefault("product", set())
        pack.shared["products"] = {}
        for file in pack.files("products"):
            whole = pack.read(file)
            table = whole.table("product") if whole is not None else None
            if whole is not None and table is None:
                whole.missing("product")
            if whole is not None and table is not None:
                found.append(goods.product(file, whole, table, pack))
        return found

    def default(self, key: str, install: Install) -> Values | None:
        """What a product has that says nothing of how it is sold, or was made before packs could say it."""
        return dict(SELLING)

    def read(self, key: str, install: Install) -> Values | None:
        """The product now."""
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """Products now: a dozen queries, however many they are."""
        found = _found(keys, install)
        return {key: _values(found[key], install) if key in found else None for key in keys}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change the product, then its options and units as far as they differ."""
        row = _found([key], install).get(key)
        now = _values(row, install) if row is not None else {}
        given: Any = {column: values[name] for name, column in _COLUMNS.items() if name in values}
        category = Category.objects.filter(slug=values.get("category") or "").first()
        given["category"] = category
        given |= selling_columns({**SELLING, **values}, install)
        children = {
            "pictures": _pictures(values, row, install),
            "faqs": _questions(values, row, install),
            "translations": _translations(values, row),
        }
        children = {
            relation: rows
            for relation, rows in children.items()
            if row is None or _differs(relation, values, now)
        }
        # The pack's pages come after its products; `Pages.finish` makes those that it lacks.
        with product_pages.held():
            if row is None:
                given |= {"slug": key, "status": _STATUS[values["status"]]}
                row = services.create_product(values=given, children=children, by=None, at=install.at)
            else:
                if values["status"] != now["status"]:
                    given["status"] = _STATUS[values["status"]]
                row = services.update_product(
                    record=row, values=given, children=children, by=None, at=install.at
                )
        _write_options(row, values, now, install)
        install.made[self.kind, key] = row.pk
        forget_product(key, install)
        return int(row.pk)

    def said(self, member: str, value: Any) -> str:
        """Options and units by name and price; questions by how many they are."""
        if isinstance(value, dict):
            names = value.get("names", {})
            parts = [next(iter(names.values()), ""), value.get("name", ""), value.get("price", "")]
            return " ".join(str(part) for part in parts if part not in ("", None))
        if isinstance(value, list):
            return ", ".join(map(str, value))
        return strip_tags(str(value if value is not None else ""))


def _found(keys: Sequence[str], install: Install) -> dict[str, Product]:
    """Products by key, with all that is read of them."""
    numbers = {number: key for key in keys if (number := install.made.get(("product", key))) is not None}
    named = set(keys) - set(numbers.values())
    rows = (
        Product.objects.filter(Q(pk__in=numbers) | Q(slug__in=named))
        .select_related("category", "tax_class", "cancellation_policy", "location")
        .prefetch_related("pictures", "faqs", "translations", "options__names", "options__units__names")
    )
    found: dict[str, Product] = {}
    for row in rows:
        if row.pk in numbers:
            found[numbers[row.pk]] = row
        if row.slug in named:
            found[row.slug] = row
    return found


def _values(row: Product, install: Install) -> Values:
    """A product as packs say it."""
    found: Values = {name: getattr(row, column) for name, column in _COLUMNS.items()}
    found["category"] = row.category.slug if row.category is not None else ""
    found |= selling_values(row, install)
    found["status"] = next(said for said, status in _STATUS.items() if status == row.status)
    pictures = {pk: name for (kind, name), pk in install.made.items() if kind == "media"}
    found["pictures"] = [pictures.get(one.image_id, f"#{one.image_id}") for one in row.pictures.all()]
    found["faqs"] = _faqs(row, install)
    for said in row.translations.all():
        found[f"{WORDS} {said.language}"] = {
            name: text for name in _TRANSLATED if (text := getattr(said, name))
        }
    for option in row.options.all():
        found[f"{OPTION} {option.key}"] = {
            "key": option.key,
            "names": _names(option, install),
            **{name: getattr(option, name) for name in _OPTION},
        }
        for unit in option.units.all():
            found[f"{UNIT} {option.key}/{unit.key}"] = {
                "key": unit.key,
                "names": _names(unit, install),
                "currency": unit.currency,
                **{name: getattr(unit, name) for name in _UNIT},
                **_rarely(unit),
            }
    return found


def _own(install: Install) -> str:
    """The language of the catalogue's own words: the business's as the pack has it, or the pack's first."""
    return install.pack.language


def _names(row: Any, install: Install) -> dict[str, str]:
    return {_own(install): row.name, **{one.language: one.name for one in row.names.all()}}


def _called(names: Mapping[str, str], row: Any, install: Install) -> tuple[str, dict[str, list[Child]]]:
    """The name in the business's own language, and rows for the others."""
    own = names.get(_own(install)) or next(iter(names.values()))
    standing = {} if row is None else {one.language: one for one in row.names.all()}
    wanted = {language: name for language, name in names.items() if language != _own(install)}
    gone = [Child(one.pk, delete=True) for language, one in standing.items() if language not in wanted]
    rows = [
        Child(standing[language].pk if language in standing else None, {"language": language, "name": name})
        for language, name in wanted.items()
    ]
    return own, {"names": [*gone, *rows]}


def _differs(relation: str, values: Values, now: Values) -> bool:
    if relation != "translations":
        return bool(values.get(relation) != now.get(relation))
    return any(values[name] != now.get(name) for name in values if name.startswith(f"{WORDS} "))


def _pictures(values: Values, row: Product | None, install: Install) -> list[Child]:
    gone = [Child(one.pk, delete=True) for one in row.pictures.all()] if row is not None else []
    numbers = [_number(key, install) for key in values["pictures"]]
    return [
        *gone,
        *(
            Child(None, {"image": number, "position": place})
            for place, number in enumerate(numbers)
            if number
        ),
    ]


def _number(key: str, install: Install) -> int | None:
    return int(key[1:]) if key.startswith("#") else install.made.get(("media", key))


def _faqs(row: Product, install: Install) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for one in row.faqs.all():
        found.setdefault(one.language or _own(install), []).append({"q": one.question, "a": one.answer})
    return found


def _questions(values: Values, row: Product | None, install: Install) -> list[Child]:
    gone = [Child(one.pk, delete=True) for one in row.faqs.all()] if row is not None else []
    rows = [
        Child(
            None,
            {
                "question": one["q"],
                "answer": plain(one["a"]),
                "language": "" if language == _own(install) else language,
                "position": place,
            },
        )
        for language, asked in values["faqs"].items()
        for place, one in enumerate(asked)
    ]
    return [*gone, *rows]


def _translations(values: Values, row: Product | None) -> list[Child]:
    standing = {one.language: one.pk for one in row.translations.all()} if row is not None else {}
    found = []
    for member, said in values.items():
        kind, _space, language = member.partition(" ")
        if kind != WORDS:
            continue
        texts = {name: said.get(name, "") for name in _TRANSLATED}
        # The catalogue has no name of the meeting point in other languages; how to find it says it too.
        where = [said.get("meeting_point", ""), said.get("meeting_instructions", "")]
        texts["meeting_instructions"] = "\n".join(part for part in where if part)
        found.append(Child(standing.get(language), {"language": language, **texts}))
    return found


def _write_options(product: Product, values: Values, now: Values, install: Install) -> None:
    options = {one.key: one for one in Option.objects.filter(product=product)}
    for member, said in values.items():
        kind, _space, key = member.partition(" ")
        if kind != OPTION or said == now.get(member):
            continue
        row = options.get(key)
        own, children = _called(said["names"], row, install)
        given = {"name": own, **{name: said.get(name) for name in _OPTION}}
        if row is None:
            given |= {"product": product.pk, "key": key}
            options[key] = services.create_option(values=given, children=children, by=None, at=install.at)
        else:
            services.update_option(record=row, values=given, children=children, by=None, at=install.at)
    for member, said in values.items():
        kind, _space, path = member.partition(" ")
        if kind == UNIT and said != now.get(member) and path.partition("/")[0] in options:
            _write_unit(options[path.partition("/")[0]], said, install)


def _write_unit(option: Option, said: Values, install: Install) -> None:
    row = Unit.objects.filter(option=option, key=said["key"]).first()
    own, children = _called(said["names"], row, install)
    given = {"name": own, **{name: said.get(name) for name in _UNIT}}
    given |= {
        **{name: said.get(name, usual) for name, usual in RARELY.items()},
        **{name: moments.on(said.get(name), install.at) for name in ("valid_from", "valid_until")},
        "currency": said.get("currency") or facts.current().currency,
    }
    if row is None:
        given |= {"option": option.pk, "key": said["key"]}
        services.create_unit(values=given, children=children, by=None, at=install.at)
    else:
        services.update_unit(record=row, values=given, children=children, by=None, at=install.at)


def _rarely(unit: Unit) -> Values:
    found = {name: getattr(unit, name) for name in RARELY}
    found |= {name: day.isoformat() for name in ("valid_from", "valid_until") if (day := found[name])}
    return {name: value for name, value in found.items() if value != RARELY[name]}


def plain(text: str) -> str:
    """A text without tags; paragraphs and list entries on lines of their own."""
    if "<" not in text:
        return text
    broken = text
    for ends in ("</p>", "</li>", "<br>", "</h3>", "</h4>"):
        broken = broken.replace(ends, f"{ends}\n")
    return "\n".join(line for part in unescape(strip_tags(broken)).split("\n") if (line := part.strip()))
