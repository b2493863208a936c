"""The sample businesses' pictures, drawn as SVG by `python3 manage.py art`: the same bytes each time."""
