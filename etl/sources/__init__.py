"""One adapter a public source. Every judgement is commented and counted."""
