"""JATS case reports (PubMed Central): drafts of cases, whose diagnosis a person confirms."""
