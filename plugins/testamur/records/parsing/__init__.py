"""From bytes to a checked value: files, strict YAML, schemas, and messages about what does not fit."""
