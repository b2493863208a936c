"""Addresses: `shared` on every host, `tenant` and `platform` on theirs, `home` for the signed-in home."""
