"""Every kind of mistake in a pack is told with file, line, what was found and what was expected."""

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.apps.operator_console.packs.conftest import GYM, Copy

FIXTURES = GYM.parent


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in FIXTURES.glob("*/pack.toml")), ids=lambda one: one.name
)
def test_every_shipped_pack_is_without_a_problem(folder: Path) -> None:
    assert Copy(folder).problems() == []


def test_no_shipped_page_types_prices_that_the_catalogue_has() -> None:
    for path in FIXTURES.glob("*/pages/**/*.toml"):
        tables = [one for one in tomllib.loads(path.read_text()).get("body", ()) if one["type"] == "prices"]
        typed = [
            cell for one in tables for row in one["rows"] for cell in row["values"] if set(cell) & set("$£€₹")
        ]
        assert not typed, path


WALL = 'viewBox="0 0 1600 1200"'
DAY = 'products = ["day-pass"]'
# File, what stands there, what is written instead, and what the line must say.
BROKEN = [
    # pack.toml: syntax, names, values
    ("pack.toml", 'key = "climbing_gym"', 'key = "climbing gym"', ["“climbing gym”", "small letters"]),
    ("pack.toml", 'key = "climbing_gym"', 'key = "gym"', ["key = “gym”", "folder's name"]),
    ("pack.toml", "version = 1", 'version = "one"', ["version = “one”", "a whole number from 1"]),
    ("pack.toml", "version = 1", "version = ", ["TOML is expected"]),
    (
        "pack.toml",
        'languages = ["en", "es"]\nmodules',
        'languages = ["en", "xx"]\nmodules',
        ["“xx”", "en, es, fr"],
    ),
    ("pack.toml", '"courses", "passes"', '"cours", "passes"', ["“cours”", "“courses”"]),
    ("pack.toml", 'currency = "EUR"', 'currency = "EURO"', ["“EURO”", "a currency as EUR"]),
    ("pack.toml", 'time_zone = "Europe/Madrid"', 'time_zone = "Madrid"', ["“Madrid”", "a time zone"]),
    ("pack.toml", 'country = "ES"', 'country = "Spain"', ["“Spain”", "a country"]),
    ("pack.toml", "prices_include_tax = true", 'prices_include_tax = "yes"', ["“yes”", "true or false"]),
    ("pack.toml", 'accent = "#b4341f"', 'accent = "red"', ["accent = “red”", "a colour"]),
    ("pack.toml", 'layout = "bold"', 'layout = "boldly"', ["“boldly”", "“bold”"]),
    ("pack.toml", 'logo = "logo"', 'logo = "lgo"', ["no picture “lgo”", "“logo”"]),
    ("pack.toml", 'key = "setter"', 'keey = "setter"', ["“keey”", "“key”"]),
    ("pack.toml", 'key = "setter"', 'key = "owner"', ["“owner”", "the owner's role is fixed"]),
    (
        "pack.toml",
        '"customers.view", "records.*_route"',
        '"customers.viw", "records.*_route"',
        ["“customers.viw”"],
    ),
    ("pack.toml", '"records.view_route"', '"records.view_rout"', ["no record_type “rout”", "“route”"]),
    ("pack.toml", '"customers.*"', '"customers"', ["“customers”", "a pattern"]),
    (
        "pack.toml",
        '"customers.customer" = ["Climber", "Climbers"]',
        '"customers.customer" = "Climber"',
        ["two texts"],
    ),
    (
        "pack.toml",
        '"customers.gear" =',
        '"customers.gears" =',
        ["no screen “customers.gears”", "“customers.gear”"],
    ),
    (
        "pack.toml",
        '"customers.customer/notes" = "Injuries',
        '"customers.customer/note" = "Injuries',
        ["“note”"],
    ),
    ("pack.toml", 'type = "date"\nsection', 'type = "day"\nsection', ["type = “day”", "date"]),
    (
        "pack.toml",
        '{ value = "lead", label = "Lead" }',
        '{ value = "none", label = "Lead" }',
        ["Two choices"],
    ),
    (
        "pack.toml",
        'key = "belay", values',
        'key = "bely", values',
        ["no column of customers.customer “bely”"],
    ),
    ("pack.toml", 'icon = "hiking"', 'icon = "hikng"', ["“hikng”"]),
    (
        "pack.toml",
        'title = "{name} {grade}"',
        'title = "{nam} {grade}"',
        ["no column of records.route “custom.nam”"],
    ),
    ("pack.toml", 'initial = "set"', 'initial = "sett"', ["“sett”", "“set”"]),
    ("pack.toml", 'to = ["stripped"] }', 'to = ["striped"] }', ["“striped”", "“stripped”"]),
    (
        "pack.toml",
        '"custom.belay", "custom.tested_on"',
        '"custom.bely", "custom.tested_on"',
        ["“custom.bely”"],
    ),
    (
        "pack.toml",
        'operator = "in", values = ["lead"]',
        'operator = "from", values = ["lead"]',
        ["one may ask: in"],
    ),
    (
        "pack.toml",
        'entries = ["records.route"',
        'entries = ["records.routes"',
        ["no screen “records.routes”"],
    ),
    ("pack.toml", '"customers.new:wide"', '"customers.nw:wide"', ["no panel “customers.nw”"]),
    ("pack.toml", '"customers.new:wide"', '"customers.new:huge"', ["wide, full or hidden"]),
    ("pack.toml", 'role = "setter"\n', 'role = "seter"\n', ["no role “seter”", "“setter”"]),
    ("pack.toml", 'role = "owner"', 'role = "manager"', ["0 owners"]),
    ("pack.toml", "sun 09:00-15:00", "sunday 9-15", ["“sunday 9-15”", "mon-fri 07:00-18:00"]),
    ("pack.toml", '  [category.es]\n  name = "Escalar"', "", ["no “es”"]),
    # pages
    ("pages/home.toml", 'type = "home"', 'type = "homes"', ["“homes”", "“home”"]),
    ("pages/home.toml", 'picture = "wall"\n\n', 'picture = "wal"\n\n', ["no picture “wal”", "“wall”"]),
    ("pages/home.toml", 'page = "/climb/"', 'page = "/climbs/"', ["no page in en “/climbs/”", "“/climb/”"]),
    ("pages/home.toml", 'page = "/climb/"', 'url = "javascript:alert(1)"', ["javascript", "https:"]),
    ("pages/home.toml", 'page = "/climb/"\n', "", ["“See the passes”", "leads nowhere"]),
    ("pages/home.toml", 'type = "hours"', 'type = "hourz"', ["“hourz”", "“hours”"]),
    ("pages/home.toml", "limit = 3", "limit = 300", ["limit = 300", "from 1 to 60"]),
    ("pages/home.toml", 'location = "The depot"', 'location = "Depot"', ["no location “Depot”"]),
    ("pages/climb.toml", 'slug = "climb"', 'slug = "admin"', ["“admin”", "the site itself"]),
    ("pages/climb.toml", 'slug = "climb"', 'slug = "Climb it"', ["“Climb it”", "hyphens"]),
    (
        "pages/house-rules.toml",
        'title = "House rules"',
        f'title = "{"x" * 200}"',
        ["200 characters", "at most 120"],
    ),
    ("pages/house-rules.toml", 'languages = ["en"]\n', "", ["no pages/es/house-rules.toml"]),
    ("pages/house-rules.toml", '<a href="/climb/">', '<a href="/clmb/">', ["no page in en “/clmb/”"]),
    ("pages/house-rules.toml", '<a href="/climb/">', '<a href="http://[">', ["no scheme that is known"]),
    ("pages/house-rules.toml", "<p>Nobody", "<p><font>Nobody", ["<font>"]),
    ("pages/house-rules.toml", "<p>Nobody", "<script>1</script><p>Nobody", ["<script>"]),
    ("pages/house-rules.toml", "<p>Nobody", "Nobody", ["outside of a paragraph"]),
    ("pages/house-rules.toml", "</li></ul>", "</li>", ["never closed"]),
    ("pages/house-rules.toml", '<a href="/climb/">', '<a href="/climb/" onclick="x()">', ["“onclick”"]),
    (
        "pages/es/home.toml",
        'type = "products"',
        'type = "articles"',
        ["blocks hero, articles, hours", "products"],
    ),
    # products
    ("products/day-pass.toml", 'kind = "pass"', 'kind = "passes"', ["“passes”", "“pass”"]),
    ("products/day-pass.toml", 'category = "climb"', 'category = "climbing"', ["no category “climbing”"]),
    ("products/day-pass.toml", 'cover = "wall"', 'cover = "wlal"', ["no picture “wlal”"]),
    ("products/day-pass.toml", "minor = 1400", "minor = 14.5", ["minor = 14.5", "a whole number"]),
    ("products/day-pass.toml", "minor = 1400", "minor = -1", ["minor = -1"]),
    ("products/day-pass.toml", 'per = "person"', 'per = "head"', ["“head”", "person"]),
    ("products/day-pass.toml", "age_max = 13", "age_max = 3", ["at least age_min"]),
    (
        "products/day-pass.toml",
        '"Cuerdas de hasta 14 m"',
        "",
        ["1 lines of highlights", "2 as in the original"],
    ),
    ("products/day-pass.toml", 'summary = "Todas', '# summary = "Todas', ["no “summary”"]),
    ("products/day-pass.toml", '"day/child" = "Niño"', '"day/kid" = "Niño"', ["“day/kid”", "day/adult"]),
    ("pages/climb.toml", DAY, 'products = ["day-pas"]', ["no product “day-pas”", "“day-pass”"]),
    ("pages/climb.toml", DAY, 'category = "clim"', ["no category “clim”", "“climb”"]),
    ("pages/climb.toml", DAY, "", ["neither", "a category or products"]),
    ("pages/climb.toml", DAY, f'category = "climb"\n{DAY}', ["a category and products"]),
    (
        "pages/climb.toml",
        'columns = "units"',
        'columns = "people"',
        ["“people”", "list, options, products, units"],
    ),
    # how things are sold
    ("products/first-ropes.toml", 'times = ["19:00"]', 'times = ["19.00"]', ["“19.00”", "“08:30”"]),
    ("products/first-ropes.toml", 'times = ["19:00"]', "", ["no “times”"]),
    ("products/first-ropes.toml", 'weekdays = ["tue"]', 'weekdays = ["tues"]', ["“tues”", "“mon-fri”"]),
    ("products/first-ropes.toml", 'begins = "19:00"', "", ["no “begins”"]),
    ("products/first-ropes.toml", 'skill = "ropes"', 'skill = "rope"', ["no skill “rope”", "“ropes”"]),
    ("products/first-ropes.toml", 'skill = "ropes"', "quantity = 2", ["no “class / skill”"]),
    ("products/first-ropes.toml", "percent = 30 }", "percent = 300 }", ["percent = 300", "from 0 to 100"]),
    ("products/first-ropes.toml", 'kind = "percent"', 'kind = "fixed"', ["no “minor”"]),
    ("products/first-ropes.toml", '"belay"]', '"belays"]', ["“belays”", "names, ages"]),
    ("products/first-ropes.toml", "people = 4", "people = 1", ["people = 1", "from 2"]),
    ("products/first-ropes.toml", "percent = -10", "", ["no “percent / minor”"]),
    (
        "products/first-ropes.toml",
        'extras = ["shoes"',
        'extras = ["sheos"',
        ["no product “sheos”", "“shoes”"],
    ),
    ("products/day-pass.toml", "places = 120", "places = -1", ["places = -1"]),
    ("products/day-pass.toml", 'location = "The depot"', 'location = "The barn"', ["no location “The barn”"]),
    ("products/coaching.toml", 'class = "instructor"', 'clas = "instructor"', ["“clas”", "“class”"]),
    (
        "products/coaching.toml",
        "[[requirement]]",
        "  [[option.pattern]]\n  on_request = true\n\n[[requirement]]",
        ["“pattern” of a product of the kind appointment", "only departure"],
    ),
    ("selling.toml", "percent = 21", "percent = 121", ["percent = 121"]),
    ("selling.toml", "percent = 21", "", ["no “percent”"]),
    ("selling.toml", "hours = 24, refund = 50", "hours = 48, refund = 50", ["48", "named once"]),
    ("selling.toml", 'first = "08-01"', 'first = "08-32"', ["“08-32”", "a day as"]),
    ("selling.toml", 'last = "08-31"', 'last = "2027-08-31"', ["both are days of every year"]),
    ("selling.toml", 'kind = "person"', 'kind = "people"', ["“people”", "boat, item, person"]),
    ("sample/selling.toml", 'code = "CLIP10"', 'code = "clip10"', ["“clip10”", "capital letters"]),
    ("sample/selling.toml", "percent = 10", "percent = 10\nminor = 100", ["no “percent / minor”"]),
    ("sample/resources.toml", 'member = "setter"', 'member = "iker"', ["no person “iker”"]),
    ("sample/resources.toml", 'class = "shoes"', 'class = "boots"', ["no resource_class “boots”"]),
    ("sample/resources.toml", "tue-fri 16:00-22:00", "tue-fri 16-22", ["“tue-fri 16-22”"]),
    # pictures, messages, customers
    ("media/media.toml", "focal = [0.4, 0.5]", "focal = [0.4, 5]", ["two numbers from 0 to 1"]),
    ("media/media.toml", "[wall]", "[wal]", ["no file media/wal.svg"]),
    ("media/media.toml", 'alt = "Tram Wall"', "", ["no “alt”"]),
    ("media/wall.svg", "<g fill", "<script>alert(1)</script><g fill", ["<script>", "only shapes"]),
    ("media/wall.svg", "<g fill", '<use href="http://x.example/a.svg#b"/><g fill', ["href", "outside"]),
    ("media/wall.svg", "<g fill", '<g onload="x()" fill', ["onload"]),
    ("media/wall.svg", "</svg>", "", ["well-formed SVG"]),
    ("media/wall.svg", "<svg ", '<?xml version="1.0" encoding="latin-1"?><svg ', ["latin-1", "UTF-8"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 0 1200"', ["viewBox", "0 0 0 1200", "a viewBox as"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 1600 nan"', ["0 0 1600 nan", "a viewBox as"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 1.6.0 1200"', ["1.6.0", "a viewBox as"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 1e9 1"', ["1e9", "a viewBox as"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 10 1200"', ["10 × 1200", "3 times as high as wide"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 160000 120000"', ["160000 × 120000", "10000"]),
    ("media/wall.svg", WALL, 'viewBox="0 0 9000 1000"', ["9000 × 1000", "8 times as wide"]),
    ("media/wall.svg", "<g fill", "<g>" * 50 + "</g>" * 50 + "<g fill", ["too deep", "40 deep"]),
    ("media/wall.svg", "<g fill", '<text x="1">Wall</text><g fill', ["<text>", "only shapes"]),
    ("media/wall.svg", WALL, f'width="99999" {WALL}', ["width=", "the viewBox alone"]),
    ("media/wall.svg", "<g fill", "<style>g { fill: red }</style><g fill", ["<style>", "only shapes"]),
    ("media/wall.svg", "<g fill", '<filter id="f"/><g filter="url(#f)" fill', ["<filter>", "only shapes"]),
    (
        "media/wall.svg",
        "<g fill",
        '<defs><g id="a"><path d="M0 0"/></g><g id="b"><use href="#a"/></g></defs><use href="#b"/><g fill',
        ["<use> of “b”", "shapes without <use>"],
    ),
    ("media/wall.svg", "<g fill", '<g id="s"><use href="#s"/></g><g fill', ["<use> of “s”", "without <use>"]),
    ("media/wall.svg", "<g fill", '<use href="#nowhere"/><g fill', ["“nowhere”", "an id of the drawing"]),
    (
        "media/wall.svg",
        "<g fill",
        '<pattern id="p" width="1" height="1"><path fill="url(#p)"/></pattern><g fill',
        ["<pattern>", "only shapes"],
    ),
    ("messages/welcome.toml", "{reference}", "{refrence}", ["“{refrence}”", "placeholders"]),
    ("messages/welcome.toml", 'subject = "Te damos', 'subjct = "Te damos', ["“subjct”"]),
    ("sample/customers.csv", "ines.robledo@example.com", "ines@gmail.com", ["ines@gmail.com", ".example"]),
    ("sample/customers.csv", "+34 612 345 678", "12", ["“12”"]),
    ("sample/customers.csv", "yes,lead", "yes,leed", ["custom.belay = “leed”"]),
    ("sample/customers.csv", "custom.belay", "custom.bely", ["“custom.bely”"]),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"), BROKEN, ids=[f"{one[0]}: {one[2][:40]}" for one in BROKEN]
)
def test_a_mistake_is_told_with_its_file_and_line(
    gym: Copy, file: str, old: str, new: str, said: list[str]
) -> None:
    line = gym.replace(file, old, new) + new[: len(new) - len(new.lstrip("\n"))].count("\n")
    problems = gym.problems()
    here = [problem for problem in problems if problem.startswith(f"{file}:")]
    assert any(all(word in problem for word in said) for problem in here), problems
    told = next(problem for problem in here if all(word in problem for word in said))
    assert abs(int(told.split(":")[1]) - line) <= 25, told


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        one[:3]
        for one in BROKEN
        if one[0] == "pack.toml" and "\n" not in one[1] and one[2] and "layout" not in one[1]
    ][2:16],
)
def test_the_line_is_the_very_one(gym: Copy, file: str, old: str, new: str) -> None:
    line = gym.replace(file, old, new)
    assert any(problem.startswith(f"{file}:{line}: ") for problem in gym.problems()), gym.problems()


def test_all_mistakes_are_told_at_once_in_the_order_of_files_and_lines(gym: Copy) -> None:
    gym.replace("pack.toml", 'icon = "hiking"', 'icon = "hikng"')
    gym.replace("pack.toml", 'currency = "EUR"', 'currency = "EURO"')
    gym.replace("products/day-pass.toml", 'kind = "pass"', 'kind = "passes"')
    told = [problem.split(":")[:2] for problem in gym.problems()]
    assert [file for file, _line in told] == ["pack.toml", "pack.toml", "products/day-pass.toml"]
    assert int(told[0][1]) < int(told[1][1])


def test_a_folder_without_a_pack_and_files_of_no_place_are_problems(gym: Copy, tmp_path: Path) -> None:
    assert any(problem.startswith("pack.toml:1: no such file") for problem in Copy(tmp_path).problems())
    gym.write("pagse/about.toml", "")
    assert gym.problems() == [
        "pagse/about.toml:1: a file of no known place; see docs/packs.md for the folders"
    ]


def test_a_file_that_is_no_utf8_or_far_too_large_is_told(gym: Copy) -> None:
    (gym.folder / "pages" / "climb.toml").write_bytes(b'[page]\ntitle = "\xff"\n')
    (gym.folder / "messages" / "welcome.toml").write_text("#" * 3_000_000)
    told = gym.problems()
    assert any("pages/climb.toml:1: a file that is not UTF-8" in problem for problem in told)
    assert any("messages/welcome.toml:1: a file above 2 MB" in problem for problem in told)


def test_the_command_says_every_problem_and_ends_with_one(gym: Copy) -> None:
    out = StringIO()
    call_command("pack", "check", str(gym.folder), stdout=out)
    assert "0 problems" in out.getvalue()
    line = gym.replace("pack.toml", 'icon = "hiking"', 'icon = "hikng"')
    with pytest.raises(SystemExit) as ended:
        call_command("pack", "check", str(gym.folder), stdout=out)
    assert ended.value.code == 1
    assert f"{gym.folder}/pack.toml:{line}: icon = “hikng”; did you mean “hiking”?" in out.getvalue() or (
        f"{gym.folder}/pack.toml:{line}: icon = “hikng”" in out.getvalue()
    )


def test_an_address_of_the_sites_own_is_told_in_every_language(gym: Copy) -> None:
    line = gym.replace("pages/es/climb.toml", 'slug = "escalar"', 'slug = "files"')
    assert any(
        one.startswith(f"pages/es/climb.toml:{line}: ") and "the site itself" in one for one in gym.problems()
    ), gym.problems()


@pytest.mark.parametrize("slug", ["files", "fr"])
def test_addresses_that_pages_cannot_have_are_those_of_the_editor(gym: Copy, slug: str) -> None:
    gym.replace("pages/house-rules.toml", 'title = "House rules"', f'title = "House rules"\nslug = "{slug}"')
    assert any("the site itself answers there" in one for one in gym.problems()), gym.problems()


def test_two_pages_of_one_address_are_told_in_every_language(gym: Copy) -> None:
    gym.replace("pages/house-rules.toml", 'languages = ["en"]\n', "")
    gym.write("pages/es/house-rules.toml", '[page]\ntitle = "Reglas"\nslug = "escalar"\n')
    told = [one for one in gym.problems() if "another page has this path already" in one]
    assert [one.partition(":")[0] for one in told] in (["pages/es/climb.toml"], ["pages/es/house-rules.toml"])


def test_a_page_where_a_products_own_page_would_stand_is_told(gym: Copy) -> None:
    gym.write(
        "pages/more.toml",
        '[page]\ntype = "products"\ntitle = "More"\nparent = "/climb/"\nslug = "day-pass"\nlanguages = ["en"]\n',
    )
    assert any("another page has this path already" in one for one in gym.problems()), gym.problems()
