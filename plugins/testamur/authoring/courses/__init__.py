"""What people say of courses and pathways, as the records that it comes to."""
