"""Baskets and bills: one order from the first item put in to the last line of the bill.

Lines are added and never silently edited: what changes after placing is a reversing line and a new one.
"""
