"""What records become once they are checked: frozen dataclasses, one module for each family of records."""
