"""What a business sells: products, their options, and what is priced, with words in every language and pictures.

Refuses two products at one address, prices below nothing and states that do not follow each other. Knows no dates and
no free places: those are capacity's.
"""
