"""What waits for a commit is called once, forgotten with a rollback, and its failure is nobody else's."""

import pytest

from apps.tenancy import commits, context

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def called() -> list[str]:
    return []


def test_it_is_called_after_the_commit_once_for_the_same_words(called, coral) -> None:
    note = called.append
    with context.use_tenant(coral):
        with context.atomic():
            for word in ("a", "b", "a"):
                commits.once_after(note, word)
            assert called == []
        assert called == ["a", "b"]
        commits.once_after(note, "now")
    assert called == ["a", "b", "now"]


def test_a_savepoint_that_is_rolled_back_takes_it_along_and_nothing_else(called, coral) -> None:
    note = called.append
    with context.use_tenant(coral), context.atomic():
        with pytest.raises(ZeroDivisionError), context.atomic():
            commits.once_after(note, "inside")
            _ = 1 / 0
        commits.once_after(note, "inside")
    assert called == ["inside"]


def test_its_failure_is_logged_and_ends_nothing(called, coral, caplog) -> None:
    def fails(_word: str) -> None:
        raise RuntimeError("no")

    with context.use_tenant(coral):
        commits.after(fails, "at once")
        with context.atomic():
            commits.after(fails, "later")
            commits.after(called.append, "next")
    assert called == ["next"]
    assert sum("fails" in one.getMessage() for one in caplog.records) == 2
