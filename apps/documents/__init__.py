"""Paper: what customers and staff print or are sent as PDF, drawn from plain values with ReportLab.

It stores nothing and asks nobody: whoever wants a paper says what stands on it (`types`), and gets bytes (`papers`).
The same values give the same bytes.
"""
