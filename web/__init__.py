"""Turns the book into the site: ``python -m web COMMAND``.

``derive`` and ``execute`` make the notebooks, ``site`` runs Jupyter Book, ``checks`` refuses what is wrong,
``extensions`` are the Sphinx extensions of the pages.
"""
