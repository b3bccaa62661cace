"""The corpus: packages that must be refused, packages that must pass, and what both prove of the guards."""
