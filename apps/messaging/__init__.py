"""Messages to customers: their texts, the log of all that was and will be sent, and the sending.

A message is a row before it is anything else. It knows no booking: who sends gives values,
and what it is about as text.
"""
