"""The instruments in a live JupyterLab: a server, a kernel and a browser, as at a reader's desk."""
