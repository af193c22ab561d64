"""What happens after issuing: withdrawing, correcting, erasing, milestones; and what is said beforehand."""
