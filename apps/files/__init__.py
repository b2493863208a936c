"""Files from outside: what they really are, whether they may be stored, and who gets them by which link.

A picture is decoded and drawn anew, so that nothing but pixels is kept. A document is told by its content. How much a
business stores is summed up from the rows that name the files, so it is never counted twice and never drifts.
"""
