"""Forms for records other than awards: what can be earned, how a course went, who endorses it."""
