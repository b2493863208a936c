"""What customers puts into registries; imported once when Django is ready."""
