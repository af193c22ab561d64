"""Commands that write and check records."""
