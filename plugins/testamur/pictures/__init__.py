"""Pictures that people bring: PNG and SVG, read strictly, drawn in a process of their own, cleaned and baked."""
