"""Finding records of any kind by what is written in them: the index, its triggers, and what the palette asks.

The index is one normalised text per record. Triggers of the searched tables keep it; nobody else writes it, and it is
read only through two functions of the owner's that look at the bound business alone, so that trigrams can be an index
condition, which row security does not let LIKE be.
"""
