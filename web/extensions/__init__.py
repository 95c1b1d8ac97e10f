"""Sphinx extensions that turn the book into the site; `web.extensions.site` loads them all."""
