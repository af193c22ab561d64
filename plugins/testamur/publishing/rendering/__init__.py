"""From view models to HTML: Jinja set up for hostile text, and documents that stand alone."""
