import time
import pytest
from django.db import connections
from apps.backoffice.fields import definitions
from apps.backoffice.models import CustomValue
from apps.backoffice.services import fields
from apps.backoffice.types import Operator
from apps.tenancy import context, db
from apps.tenancy.models import Location
from tests.conftest import NOW, ALIASES

@pytest.mark.django_db(transaction=True, databases=[*ALIASES, "owner"])
def test_big(coral, northgate):
    for tenant in (northgate, coral):
        with context.use_tenant(tenant):
            for label, kind, extra in (("Level", "number", {}), ("City", "text", {}), ("Seen", "date", {}), ("Size", "choice", {"choices": ["S", "M", "L"]}), ("Ok","yes_no",{})):
                fields.define_field(on="tenancy.location", label=label, kind=kind, by=None, at=NOW, **extra)
            t0 = time.time()
            n = 200_000 if tenant is coral else 50_000
            db.execute(f"""INSERT INTO tenancy_location (name, time_zone, street, postal_code, city, region, country, phone, email, custom)
              SELECT 'L' || i, 'UTC', '', '', '', '', '', '', '', CASE WHEN i %% 10 = 0 THEN '{{}}'::jsonb ELSE jsonb_build_object('level', (i*7919) %% 10007 + 0.5, 'city_2', 'Town ' || (i*31) %% 5003, 'seen', to_char(date '2020-01-01' + (i%%2000), 'YYYY-MM-DD'), 'size', (array['S','M','L'])[1 + i%%3], 'ok', i%%2=0) END
              FROM generate_series(1, {n}) i""")
            print(tenant, "insert", time.time() - t0, CustomValue.objects.count())
    with connections["owner"].cursor() as c:
        c.execute("VACUUM ANALYZE")
    with context.use_tenant(coral):
        t0 = time.time(); Location.objects.filter(name__lt="L2").update(city="x"); print("update other column of many", time.time()-t0)
        own = {f.key: f for f in definitions.of("tenancy.location")}
        print(list(own))
        rows = Location.objects.all()
        def show(name, q):
            t0 = time.time(); got = len(list(q)); ms = (time.time()-t0)*1000
            print("\n=====", name, got, f"{ms:.1f} ms"); print(q.explain(analyze=True, buffers=True) if name.startswith("!") else "\n".join(l for l in q.explain(analyze=True).split("\n") if "Scan" in l or "Cond" in l or "Filter" in l or "time" in l.lower() or "Join" in l or "Loop" in l or "Sort" in l))
        lv, ci, se, sz, ok = own["custom.level"], own["custom.city_2"], own["custom.seen"], own["custom.size"], own["custom.ok"]
        show("!sort level", lv.order(rows, descending=False)[:25])
        show("sort level desc offset 100", lv.order(rows, descending=True)[100:125])
        show("sort text", ci.order(rows, descending=False)[:25])
        show("filter choice sort level", lv.order(sz.where(rows, Operator.IN, ["S"]), descending=False)[:25])
        show("filter number range sort date", se.order(lv.where(rows, Operator.FROM, [5000]), descending=True)[:25])
        show("filter narrow number sort text", ci.order(lv.where(rows, Operator.IS, [100.5]), descending=False)[:25])
        show("!filter city is, sort level", lv.order(ci.where(rows, Operator.IS, ["town 31"]), descending=False)[:25])
        show("filter two, sort third", se.order(sz.where(lv.where(rows, Operator.TO, [9000]), Operator.IN, ["M", "L"]), descending=False)[:25])
        show("filter empty, sort pk", lv.where(rows, Operator.EMPTY, []).order_by("pk")[:25])
        show("filter yes, sort level", lv.order(ok.where(rows, Operator.IS, [True]), descending=False)[:25])
        show("filter no, sort level", lv.order(ok.where(rows, Operator.IS, [False]), descending=False)[:25])
        show("has", lv.order(ci.where(rows, Operator.HAS, ["own 499"]), descending=False)[:25])
        show("last page", lv.order(rows, descending=False)[199_975:200_000])
        t0=time.time(); print(lv.where(rows, Operator.FROM, [5000]).order_by().values("pk")[:10001].count(), "count", time.time()-t0)
