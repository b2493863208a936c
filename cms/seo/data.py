"""Facts about a page as JSON-LD (schema.org), for search engines."""

import json
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from apps.tenancy import parts
from apps.tenancy.models import Location, OpeningHours
from cms import addresses, languages
from cms.seo.brand import brand
from cms.seo.head import Head

# What is more precise than a local business, by trade; several trades have no type of their own.
TYPES: Final = {
    "dive_shop": "SportsActivityLocation",
    "hotel_group": "LodgingBusiness",
    "tour_operator": "TravelAgency",
    "mobile_detailing": "AutomotiveBusiness",
    "parking": "AutomotiveBusiness",
}
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOME_DEPTH: Final = 2
_LONGEST: Final = 5000
# What could end the element, or begin another one, is written in a way that JSON reads the same.
_ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
Node = dict[str, Any]


def json_ld(request: HttpRequest, page: Any, head: Head, product: Any = None) -> str:
    """The page's facts as the text of a script element of type application/ld+json; empty when there are none."""
    if page is None:
        return ""
    graph = [
        node for node in (*_business(request, page), _trail(page), *_content(page, head, product)) if node
    ]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return text.translate(_ESCAPES)


def _business(request: HttpRequest, page: Any) -> list[Node]:
    """The business itself on its front and contact pages, where people look for it."""
    if page.depth != _HOME_DEPTH and page._meta.model_name != "contactpage":
        return []
    return parts.part("cms.seo.business", lambda: _described(request.business))  # type: ignore[attr-defined]


def _described(business: Any) -> list[Node]:
    root = addresses.root_url()
    identity = f"{root}/#business"
    logo = root + reverse("site_icon", args=[brand().version, "png"])
    organization = {
        "@type": "Organization",
        "@id": identity,
        "name": business.name,
        "url": f"{root}/",
        "logo": logo,
    }
    places = list(Location.objects.order_by("pk")[:20])
    hours: dict[int, list[OpeningHours]] = {}
    for each in OpeningHours.objects.filter(location__in=[place.pk for place in places]):
        hours.setdefault(each.location_id, []).append(each)
    kind = TYPES.get(business.trade, "LocalBusiness")
    return [
        organization,
        *(
            _place(place, kind, identity, logo, hours.get(place.pk, []))
            for place in places
            if place.street or place.city
        ),
    ]


def _place(place: Location, kind: str, parent: str, logo: str, hours: list[OpeningHours]) -> Node:
    address = {
        "streetAddress": place.street,
        "postalCode": place.postal_code,
        "addressLocality": place.city,
        "addressRegion": place.region,
        "addressCountry": place.country,
    }
    node: Node = {
        "@type": kind,
        "@id": f"{parent}-{place.pk}",
        "name": place.name,
        "parentOrganization": {"@id": parent},
        "image": logo,
        "telephone": place.phone,
        "email": place.email,
        "address": {"@type": "PostalAddress", **{key: said for key, said in address.items() if said}},
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": DAYS[each.weekday],
                "opens": f"{each.opens:%H:%M}",
                "closes": f"{each.closes:%H:%M}",
            }
            for each in hours
        ],
    }
    return {key: said for key, said in node.items() if said}


def _trail(page: Any) -> Node | None:
    """From the front page to here."""
    language = next((one for one in languages.of_site() if page.url_path.startswith(one.home_path)), None)
    if language is None or page.depth <= _HOME_DEPTH:
        return None
    root = addresses.root_url()
    steps = [(brand().name, f"{language.prefix}/")]
    if page.depth > _HOME_DEPTH + 1:
        above = Page.objects.ancestor_of(page).filter(depth__gt=_HOME_DEPTH).order_by("depth")
        steps += [
            (title, f"{language.prefix}/{path[len(language.home_path) :]}")
            for title, path in above.values_list("title", "url_path")
        ]
    steps.append((page.title, page.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": f"{root}{url}"}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }


def _content(page: Any, head: Head, product: Any) -> list[Node]:
    kind = page._meta.model_name
    found: list[Node] = []
    if kind == "articlepage":
        found.append(_article(page, head))
    if kind == "productpage":
        found.append(_product(page, head, product))
    questions = [*_questions(page), *(_question(*one) for one in (product.faqs if product else ()))]
    if questions:
        found.append({"@type": "FAQPage", "mainEntity": questions})
    return found


def _article(page: Any, head: Head) -> Node:
    author = getattr(page, "author", "")
    return {
        "@type": "Article",
        "headline": page.title[:110],
        "description": head.description,
        "datePublished": page.date.isoformat() if page.date else head.published,
        "dateModified": head.changed or head.published,
        "image": head.picture,
        "mainEntityOfPage": head.canonical,
        "inLanguage": head.locale.replace("_", "-"),
        "author": {"@type": "Person", "name": author}
        if author
        else {"@type": "Organization", "name": brand().name},
        "publisher": {
            "@id": f"{addresses.root_url()}/#business",
            "@type": "Organization",
            "name": brand().name,
        },
    }


def _product(page: Any, head: Head, product: Any) -> Node:
    node: Node = {
        "@type": "Product",
        "name": page.title,
        "description": head.description,
        "image": head.picture,
        "url": head.canonical,
        "brand": {"@type": "Brand", "name": brand().name},
    }
    price = product.from_price if product else None
    if price is not None:
        node["offers"] = {
            "@type": "AggregateOffer",
            "lowPrice": str(price.money.amount),
            "priceCurrency": price.money.currency,
            "url": head.canonical,
        }
    return node


def _questions(page: Any) -> list[Node]:
    body = getattr(page, "body", None)
    if body is None or not any(block["type"] == "faqs" for block in body.raw_data):
        return []
    return [
        _question(str(item["question"]), str(item["answer"]))
        for block in body
        if block.block_type == "faqs"
        for item in block.value["items"]
    ]


def _question(question: str, answer: str) -> Node:
    text = strip_tags(answer).strip()[:_LONGEST]
    return {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": text}}
