"""Text as outlines: which font has a letter, in which order letters are read, and what shape they take together."""
