"""How others show a business's site: search engines, messengers, browsers' tabs."""
