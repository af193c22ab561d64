"""Pelican's settings for the demo registry: the records say all the rest."""

PATH = "content"
PLUGINS = ["testamur"]
TESTAMUR_PATH = ""  # the registry is the whole site
