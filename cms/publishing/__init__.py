"""When pages come and go: schedules, reviews, previews, redirects, and forgetting what was kept of them."""
