"""Words of the site: translations, fixed words for codes, Markdown, and texts that know their language."""
