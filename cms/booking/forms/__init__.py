"""Forms of the checkout. Names of their fields are the keys under which the front desk refuses."""
