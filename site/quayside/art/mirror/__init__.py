"""Mirror Mike: ink and amber, strong diagonals, paint that mirrors the evening."""
