"""Which pages and files a site has, and how they are written."""
