"""Second factors under a new master key."""

from allauth.mfa.models import Authenticator

from apps.accounts.adapters import TOTP
from apps.tenancy import secrets

# Where allauth keeps what our adapter has sealed: the seed of recovery codes, and the secret of an app's codes.
SEALED = ("secret", "seed")


def reseal_second_factors() -> int:
    """Seal every person's second factor anew; answers how many. For the platform role, in the caller's transaction."""
    count = 0
    for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        sealed = {key: factor.data[key] for key in SEALED if factor.data.get(key)}
        for key, value in sealed.items():
            factor.data[key] = secrets.seal(secrets.unseal(value, purpose=TOTP), purpose=TOTP)
        if "migrated_codes" in factor.data:
            codes = [secrets.unseal(code, purpose=TOTP) for code in factor.data["migrated_codes"]]
            factor.data["migrated_codes"] = [secrets.seal(code, purpose=TOTP) for code in codes]
        factor.save(update_fields=["data"])
        count += 1
    return count
