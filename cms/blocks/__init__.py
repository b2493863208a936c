"""Blocks of page bodies. `Body` is the field; `body.Sections` lists them."""

from cms.blocks.body import Body, Sections

__all__ = ["Body", "Sections"]
