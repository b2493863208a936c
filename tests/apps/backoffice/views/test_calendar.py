import pytest

@pytest.mark.parametrize("q", ["", "?view=day&on=2026-11-21", "?view=month", "?by=row", "?view=day&by=row&on=2026-11-21", "?row=none&view=week"])
def test_smoke(owner, browser_of, todo, q):
    from datetime import date, time
    todo(due_on=date(2026, 11, 21), due_time=time(9))
    todo(due_on=date(2026, 11, 21))
    c = browser_of(who=owner)
    r = c.get(f"/admin/backoffice/todo/calendar/{q}")
    assert r.status_code == 200

def test_smoke2(owner, browser_of, todo):
    t = todo()
    c = browser_of(who=owner)
    assert c.get("/admin/backoffice/todo/board/").status_code == 200
    assert c.get(f"/admin/backoffice/todo/calendar/{t.pk}/").status_code == 200
    assert c.get(f"/admin/backoffice/todo/board/{t.pk}/").status_code == 200
    assert c.get("/admin/settings/look/").status_code == 200
    assert c.get("/admin/look.css").status_code == 200
