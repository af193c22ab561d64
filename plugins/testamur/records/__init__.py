"""Records: from strict YAML and its schemas to the registry, with rules, pathways and changes."""
