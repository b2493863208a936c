"""How a business's public site looks: a layout and a handful of choices, from which all tokens follow."""
