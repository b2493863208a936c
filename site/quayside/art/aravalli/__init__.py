"""Hotel Aravalli & Lake House: arches, symmetry, sandstone and dusk."""
