"""The climbing gym comes into a business: a trade that nobody wrote Python for."""

from typing import Any

from apps.operator_console import services
from apps.operator_console.comparing import Change
from tests.apps.operator_console.packs.conftest import GYM, NOW, dump


def test_a_second_install_changes_nothing(in_coral: Any) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    before = dump()
    done = services.install(folder=GYM, by=None, at=NOW)
    assert {step.change for step in done.steps} == {Change.SAME}
    assert dump() == before
