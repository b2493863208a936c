"""The person behind the memberships."""

from allauth.account.models import EmailAddress

from apps.accounts.models import User
from apps.tenancy import context


def find_or_create_person(*, email: str, name: str, password: str | None) -> tuple[User, bool]:
    """The person with this address, and whether they are new. Call it as the platform role.

    An existing person keeps their own name and password. Without a password a new one signs in after a reset.
    """
    email = email.strip().lower()
    found = User.objects.filter(email=email).first()
    if found is not None:
        return found, False
    user = User(email=email, name=name.strip())
    user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user, True


def update_profile(*, user: User, name: str, locale: str, time_zone: str) -> None:
    """Change how the person is called and addressed, everywhere."""
    user.name, user.locale, user.time_zone = name.strip(), locale, time_zone
    with context.atomic():
        user.save(update_fields=["name", "locale", "time_zone"])
