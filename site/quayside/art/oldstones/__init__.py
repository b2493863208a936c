"""Old Stones Walks: straight edges, slate and mustard, and a dotted line that leads through every picture."""
