"""The engine in the browser computes what the package computes."""
