"""Files of forms to frozen data; refuses, with file and line, every word it does not know."""

from formgen.loader.forms import load_form
from formgen.loader.guidance import load_facts, load_sources, load_tips

__all__ = ["load_facts", "load_form", "load_sources", "load_tips"]
