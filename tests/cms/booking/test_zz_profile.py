import time, cProfile, pstats
from tests.cms.booking.conftest import soon, trip, files, policy
from tests.cms.booking import goods
from tests.apps.frontdesk.conftest import departure_of
from tests.cms.booking.test_asking import queries_of
from datetime import timedelta

def test_it(browser_of, trip):
    for n in range(60):
        departure_of(trip.option, starts_at=soon(3) + timedelta(hours=7*n))
    goods.room(); goods.detail()
    b = browser_of()
    out = []
    for path in (f"/offers/reef-trip/?month={soon():%Y-%m}", f"/offers/reef-trip/?day={soon():%Y-%m-%d}", "/book/double-room/", "/book/full-detail/", f"/book/double-room/?day={soon():%Y-%m-%d}&until={soon(13):%Y-%m-%d}", "/book/"):
        q = queries_of(b, path)
        for _ in range(5): b.get(path)
        t = time.process_time()
        for _ in range(30): b.get(path)
        out.append((path, len(q), round((time.process_time()-t)/30*1000, 1)))
    p = cProfile.Profile(); p.enable()
    for _ in range(30): b.get(f"/offers/reef-trip/?month={soon():%Y-%m}")
    p.disable()
    with open("/work/scratch/public-prof.txt","w") as f:
        print(*out, sep="\n", file=f)
        q = queries_of(b, f"/offers/reef-trip/?month={soon():%Y-%m}")
        print(*[x[:160] for x in q], sep="\n", file=f)
        pstats.Stats(p, stream=f).sort_stats("cumulative").print_stats(70)
