"""What every app may use: errors, the clock, registries, money. No models, no Django apps."""
