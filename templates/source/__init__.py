"""The readable source of every template in this folder; `python -m templates.source` builds them."""
