"""Records: strict YAML, its schemas, and the registry that they make."""
