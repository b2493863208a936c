"""A model that forgets its business fails the system check, each in its own way."""

import pytest
from django.apps import apps
from django.core import checks as django_checks
from django.db import models
from django.test.utils import isolate_apps

from apps.tenancy import checks
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import GlobalModel, Location, TenantModel


def found(model: type[models.Model]) -> set[str | None]:
    return {problem.id for problem in checks.problems(model)}


def test_the_code_as_it_stands_passes():
    assert checks.models_declare_their_business(None) == []
    assert [problem for problem in django_checks.run_checks(tags=["models"]) if problem.is_serious()] == []


@isolate_apps("apps.tenancy")
def test_a_good_model_passes():
    class Boat(TenantModel):
        home = TenantForeignKey(Location, models.CASCADE)

        class Meta:
            app_label = "tenancy"
            constraints = [models.UniqueConstraint(fields=["tenant", "home"], name="boat_home")]

    assert found(Boat) == set()
    assert {type(constraint).__name__ for constraint in Boat._meta.constraints} == {
        "UniqueConstraint",
        "TenantIdentity",
        "RowSecurity",
        "TenantReference",
    }


@isolate_apps("apps.tenancy")
def test_a_plain_model_is_named():
    class Boat(models.Model):
        class Meta:
            app_label = "tenancy"

    assert found(Boat) == {"tenancy.E001"}


@isolate_apps("apps.tenancy")
def test_a_reference_from_outside_is_named():
    class Chart(GlobalModel):
        place = models.ForeignKey(Location, models.CASCADE)

        class Meta:
            app_label = "tenancy"

    assert found(Chart) == {"tenancy.E002"}


@isolate_apps("apps.tenancy")
def test_an_ordinary_foreign_key_is_named():
    class Boat(TenantModel):
        home = models.ForeignKey(Location, models.CASCADE, db_index=False)

        class Meta:
            app_label = "tenancy"

    assert found(Boat) == {"tenancy.E003"}


@isolate_apps("apps.tenancy")
def test_a_column_unique_over_all_businesses_is_named():
    class Boat(TenantModel):
        name = models.CharField(max_length=9, unique=True)

        class Meta:
            app_label = "tenancy"

    assert found(Boat) == {"tenancy.E004"}


@isolate_apps("apps.tenancy")
@pytest.mark.parametrize("together", [True, False])
def test_a_unique_constraint_without_the_tenant_is_named(together):
    class Meta:
        app_label = "tenancy"
        unique_together = [("name", "size")] if together else []
        constraints = (
            [] if together else [models.UniqueConstraint(fields=["name", "tenant"], name="boat_name")]
        )

    attributes = {
        "__module__": __name__,
        "name": models.CharField(max_length=9),
        "size": models.IntegerField(),
        "Meta": Meta,
    }
    assert found(type("Boat", (TenantModel,), attributes)) == {"tenancy.E005"}


@isolate_apps("apps.tenancy")
def test_an_automatic_table_between_two_is_named():
    class Boat(TenantModel):
        places = models.ManyToManyField(Location)

        class Meta:
            app_label = "tenancy"

    assert found(Boat.places.through) == {"tenancy.E006"}


@isolate_apps("apps.tenancy")
@pytest.mark.parametrize("declared", ["in Meta", "by the field"])
def test_an_index_that_does_not_begin_with_the_tenant_is_named(declared):
    class Meta:
        app_label = "tenancy"
        indexes = [models.Index(fields=["name"], name="boat_by_name")] if declared == "in Meta" else []

    name = models.CharField(max_length=9, db_index=declared == "by the field")
    Boat = type("Boat", (TenantModel,), {"__module__": __name__, "name": name, "Meta": Meta})

    assert found(Boat) == {"tenancy.E007"}


def test_every_model_of_ours_is_checked():
    ours = [model for model in apps.get_models() if (model.__module__ + ".").startswith(checks.OURS)]
    assert len(ours) >= 12
