"""The instruments: their Python, their JavaScript against it, and both on a page."""
