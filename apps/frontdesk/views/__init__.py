"""Pages of the front desk in the back office: those that need more than a screen."""
