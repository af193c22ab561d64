"""Pictures that people bring: PNG and SVG, read strictly and cleaned."""
