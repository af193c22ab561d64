"""What every form is made of, and the forms for achievements, courses and endorsements."""
