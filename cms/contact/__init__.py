"""What visitors write to the business: stored first, then told by e-mail, answered from the back office."""
