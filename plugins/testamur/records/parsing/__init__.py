"""From bytes to a checked value: files, strict YAML, schemas, and what to say of what does not fit."""
