"""Pictures that the site draws: badges, share cards, QR codes, charts, and credentials baked into badges."""
