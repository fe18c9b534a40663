"""The playbook: whom to hire, how to engage them, how to vet them, and by when. Every rule is a table shown to the user."""
