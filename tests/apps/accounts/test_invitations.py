"""Invitations: a link that works once, for seven days, for the person it was sent to."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail

from apps.accounts import links, queries, services
from apps.accounts.errors import AlreadyInvited, AlreadyMember, LinkIsOver, MoreThanOwn
from apps.accounts.models import Invitation, Member, Role, User
from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.errors import QuotaReached
from apps.tenancy.models import Plan, QuotaUse, Tenant
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "new@people.example"
OWN = "a-password-of-ones-own"


def member_of(user: User) -> Member:
    return Member.objects.select_related("role").get(user=user)


def role(key: str) -> Role:
    return Role.objects.get(key=key)


def link() -> str:
    """Path of the link in the mail sent last."""
    body = str(mail.outbox[-1].body)
    found = re.search(r"http://coral\.localhost:8000(/\S+)", body)
    assert found is not None, body
    return found[1]


@pytest.fixture
def invite(coral, owner):
    def send(email: str = NEW, key: str = "staff", at=None) -> Invitation:
        with context.use_tenant(coral, actor=owner.pk):
            by = member_of(owner)
            return services.invite(email=email, role=role(key), by=by, at=at or clock.now())

    return send


def test_a_new_person_sets_name_and_password_and_is_in(browser_of, owner, coral) -> None:
    sender = browser_of(who=owner)
    with context.use_tenant(coral):
        staff = role("staff").pk
    response = sender.post("/home/team/invite/", {"email": NEW.upper(), "name": "Nia", "role": staff})
    assert response.status_code == 302
    assert mail.outbox[-1].to == [NEW]
    client = browser_of()
    path = link()
    assert "Join Coral &amp; Current" in client.get(path).content.decode()
    response = client.post(path, {"name": "Nia New", "password": OWN})
    assert response.status_code == 302, response.content.decode()
    assert "Hello, Nia" in client.get("/home/").content.decode()
    assert browser_of().post("/accounts/login/", {"login": NEW, "password": OWN}).status_code == 302


def test_a_weak_password_is_refused_with_a_sentence(browser_of, invite) -> None:
    invite()
    page = browser_of().post(link(), {"name": "Nia", "password": "12345"}).content.decode()
    assert "too short" in page
    with context.use_signin():
        assert not User.objects.filter(email=NEW).exists()


def test_a_link_works_once(browser_of, invite) -> None:
    invite()
    path = link()
    browser_of().post(path, {"name": "Nia", "password": OWN})
    assert browser_of().get(path).status_code == 410
    assert browser_of().post(path, {"name": "Eve", "password": OWN}).status_code == 410


def test_of_two_who_use_a_link_at_once_one_joins(invite, coral, race) -> None:
    token = links.invitation_token(invite())
    with context.use_tenant(coral):
        results = race(
            lambda: services.accept_invitation(token=token, name="Nia", password=OWN, at=clock.now()), times=2
        )
        assert sum(isinstance(each, Member) for each in results) == 1, results
        assert Member.objects.filter(user__email=NEW).count() == 1


def test_a_link_ends_after_seven_days(browser_of, invite) -> None:
    invite(at=clock.now() - timedelta(days=7, seconds=1))
    assert browser_of().get(link()).status_code == 410
    invite()
    assert browser_of().get(link()).status_code == 200


def test_a_revoked_link_is_over(browser_of, invite, owner) -> None:
    invitation, path = invite(), None
    path = link()
    sender = browser_of(who=owner)
    assert sender.post(f"/home/team/invitations/{invitation.pk}/revoke/").status_code == 302
    assert browser_of().get(path).status_code == 410
    assert sender.post(f"/home/team/invitations/{invitation.pk}/revoke/").status_code == 410


def test_sending_again_makes_a_new_link_and_ends_the_old_one(browser_of, invite, owner) -> None:
    invitation = invite()
    old = link()
    browser_of(who=owner).post(f"/home/team/invitations/{invitation.pk}/resend/")
    new = link()
    assert new != old
    assert browser_of().get(old).status_code == 410
    assert browser_of().get(new).status_code == 200


def test_a_link_of_one_business_opens_nothing_in_another(browser_of, invite, northgate) -> None:
    invite()
    assert browser_of("northgate.localhost").get(link()).status_code == 410
    assert browser_of().get("/accounts/invitation/made-up/").status_code == 410


def test_who_has_an_account_joins_with_it_after_signing_in(browser_of, invite, stranger, coral) -> None:
    invite(email=stranger.email, key="guide")
    page = browser_of().get(link()).content.decode()
    assert 'name="password"' not in page
    found = re.search(r'href="(http://localhost:8000/businesses/join/[^"]+)"', page)
    assert found is not None
    path = urlsplit(found[1]).path
    platform = browser_of("localhost")
    assert platform.get(path).url.startswith("/accounts/login/?next=/businesses/join/")
    platform = browser_of("localhost", stranger)
    assert "Coral &amp; Current" in platform.get(path).content.decode()
    assert platform.post(path).url == "/businesses/"
    with context.use_tenant(coral):
        assert member_of(stranger).role.key == "guide"
    client = browser_of("coral.localhost", stranger)
    assert client.get("/home/").status_code == 200


def test_an_invitation_is_for_nobody_else(browser_of, invite, clerk, coral) -> None:
    invitation = invite()
    token = links.invitation_token(invitation)
    with context.use_tenant(coral):
        assert not Member.objects.filter(user__email=NEW).exists()
    response = browser_of("localhost", clerk).post(f"/businesses/join/{token}/")
    assert response.status_code == 403
    assert "another e-mail address" in response.content.decode()


def test_a_former_member_comes_back_with_the_new_role(invite, coral, clerk, owner) -> None:
    with context.use_tenant(coral):
        services.deactivate_member(member=member_of(clerk), by=member_of(owner), at=NOW)
    token = links.invitation_token(invite(email=clerk.email, key="guide"))
    with context.use_tenant(coral):
        services.accept_invitation(token=token, user=clerk, at=clock.now())
        again = member_of(clerk)
        assert (again.active, again.role.key, again.deactivated_at) == (True, "guide", None)


def test_members_and_the_invited_are_not_invited_again(invite, clerk) -> None:
    with pytest.raises(AlreadyMember):
        invite(email=clerk.email)
    invite()
    with pytest.raises(AlreadyInvited):
        invite()


def test_nobody_invites_above_themselves(coral, owner) -> None:
    with context.use_tenant(coral):
        manager = Member.objects.get(user__email="manager@coral.example")
        admin = Member.objects.get(user__email="admin@coral.example")
        with pytest.raises(MoreThanOwn):
            services.invite(email=NEW, role=role("admin"), by=manager, at=NOW)
        with pytest.raises(MoreThanOwn):
            services.invite(email=NEW, role=role("owner"), by=admin, at=NOW)
        services.invite(email=NEW, role=role("admin"), by=admin, at=NOW)
    assert len(mail.outbox) == 1


def limit_members(tenant: Tenant, to: int) -> None:
    with context.use_platform():
        plan = Plan.objects.get(tenants=tenant)
        plan.limits = {**plan.limits, "members": to}
        plan.save()


def test_the_plan_limits_the_team(invite, coral, owner, browser_of) -> None:
    with context.use_tenant(coral):
        used = QuotaUse.objects.get(quota="members").used
        assert used == Member.objects.filter(active=True).count()
    limit_members(coral, used + 1)
    first, second = invite(), invite(email="second@people.example")
    with context.use_tenant(coral):
        services.accept_invitation(
            token=links.invitation_token(first), name="Nia", password=OWN, at=clock.now()
        )
        with pytest.raises(QuotaReached):
            services.accept_invitation(
                token=links.invitation_token(second), name="Sam", password=OWN, at=clock.now()
            )
        assert not queries.open_invitations().filter(pk=first.pk).exists()
        assert queries.open_invitations().filter(pk=second.pk).exists()
    with pytest.raises(QuotaReached):
        invite(email="third@people.example")
    staff = browser_of(who=owner)
    with context.use_tenant(coral):
        pk = role("staff").pk
    page = staff.post("/home/team/invite/", {"email": "third@people.example", "role": pk}).content.decode()
    assert "Your plan allows" in page


def test_a_mail_names_the_business_and_leads_to_its_host(invite) -> None:
    invite()
    sent = mail.outbox[-1]
    assert "Coral & Current" in sent.subject
    assert "&amp;" not in sent.body
    assert "http://coral.localhost:8000/accounts/invitation/" in sent.body


def test_links_signed_for_something_else_are_over(invite, coral, owner) -> None:
    with context.use_tenant(coral), pytest.raises(LinkIsOver):
        links.invitation("abc", at=NOW)
