"""Records of the owner's own types are found like all others."""

from apps.accounts.models import Member
from apps.backoffice.models import Record, RecordType
from apps.backoffice.queries import search
from apps.backoffice.search import everywhere
from tests.conftest import NOW


def test_a_record_is_found_under_its_type(in_coral, owner):
    by = Member.objects.select_related("role", "user").get(user=owner)
    log = RecordType.objects.create(key="boat_log", name="Boat log", name_plural="Boat logs")
    made = Record.objects.create(
        type=log, title="Sea Fox, Tuesday", custom={"weather": "Südwind"}, created_at=NOW, updated_at=NOW
    )
    assert search.ids("records.boat_log", "fox sudwind") == [made.pk]
    (group,) = everywhere.records(by, "sea fox")
    assert (group.label, [one.title for one in group.records]) == ("Boat logs", ["Sea Fox, Tuesday"])
    Record.objects.filter(pk=made.pk).delete()
    assert search.ids("records.boat_log", "fox") == []
