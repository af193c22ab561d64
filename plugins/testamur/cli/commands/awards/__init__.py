"""Commands about awards: what happened, what is there, what is handed out."""
