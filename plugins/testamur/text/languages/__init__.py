"""Texts in the language of whoever reads them: catalogues, messages of the command, the order of lists."""
