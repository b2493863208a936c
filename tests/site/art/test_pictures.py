"""The sample businesses' pictures: the same each time, as committed, described and used."""

import re
import tomllib

import pytest

from quayside.art import command, picture
from quayside.art.picture import Picture

MOST = 25_000  # bytes
PACKS = sorted(command.GALLERIES)


def media(pack):
    return command.FIXTURES / pack / "media"


def texts_of(pack):
    folder = command.FIXTURES / pack
    return "\n".join(path.read_text() for path in folder.rglob("*.toml") if path.name != "media.toml")


@pytest.mark.parametrize("pack", PACKS)
def test_drawing_twice_gives_the_same_bytes(pack):
    assert command.drawn(pack) == command.drawn(pack)


@pytest.mark.parametrize("pack", PACKS)
def test_the_committed_pictures_are_what_the_script_draws(pack):
    committed = {path.stem: path.read_bytes() for path in media(pack).glob("*.svg")}
    assert committed == {key: text.encode() for key, text in command.drawn(pack).items()}


@pytest.mark.parametrize("pack", PACKS)
def test_every_picture_is_described(pack):
    described = tomllib.loads((media(pack) / "media.toml").read_text())
    assert sorted(described) == sorted(command.GALLERIES[pack])
    assert all(one["title"] and one["alt"] and len(one["focal"]) == 2 for one in described.values())


@pytest.mark.parametrize("pack", PACKS)
def test_every_picture_is_used_by_a_page_or_a_product(pack):
    written = texts_of(pack)
    assert [key for key in command.GALLERIES[pack] if f'"{key}"' not in written] == []


@pytest.mark.parametrize("pack", PACKS)
def test_pictures_are_small_and_draw_shapes_only(pack):
    for key, text in command.drawn(pack).items():
        assert len(text.encode()) <= MOST, key
        assert set(re.findall(r"<([a-zA-Z]+)", text)) <= {
            *("svg", "defs", "g", "path", "rect", "circle", "ellipse"),
            *("linearGradient", "radialGradient", "stop", "clipPath"),
        }, key
        assert re.search(r'viewBox="0 0 1600 (1000|1200)"', text), key


def test_the_command_writes_the_packs_it_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "FIXTURES", tmp_path)
    assert command.main(["parking"]) == 0
    assert {path.stem for path in tmp_path.rglob("*.svg")} == set(command.GALLERIES["parking"])
    assert "parking: 26 pictures" in capsys.readouterr().out


def test_the_command_refuses_an_unknown_pack(capsys):
    with pytest.raises(SystemExit):
        command.main(["bakery"])
    assert "bakery" in capsys.readouterr().err


def test_numbers_have_at_most_one_decimal():
    assert [picture.short(number) for number in (3, 3.04, -0.04, 12.36)] == ["3", "3", "0", "12.4"]


def test_chance_is_the_same_for_the_same_seed_and_differs_between_seeds():
    first, again, other = (Picture(seed).between(0, 1) for seed in ("reef", "reef", "wall"))
    assert first == again
    assert first != other
