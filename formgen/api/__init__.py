"""The programs' door: answers in as JSON, the same sentences and documents out as everywhere.

It keeps nothing but bulk jobs, as long as the pages keep theirs.

Where to look:
    forms, calendar, bulk     what can be asked, one address after the other
    body, answered, reply     JSON in, JSON or a file out; wish: fields beside a file; problem: what can go wrong
    openapi                   how it is described, from the forms themselves: schema, shapes, operation, bulkdescribed
    counter, access           what is at hand, and who may use it
Another subject is another module with `routes`, named in ROUTES and described in openapi.
"""

from flask import Flask

from formgen.api import bulk, calendar, forms, openapi
from formgen.api.counter import Counter
from formgen.api.problem import HANDLED

__all__ = ["Counter", "open_api"]

ROUTES = (openapi.routes, forms.routes, calendar.routes, bulk.routes)


def open_api(app: Flask, counter: Counter) -> None:
    """Add the API to a service. It reads no cookie, so a post needs no token of a page either."""
    app.extensions["formgen.api"] = counter
    for routes in ROUTES:
        app.register_blueprint(routes)
        app.extensions["csrf"].exempt(routes)


for _routes in ROUTES:
    for _kind, _answer in HANDLED:
        _routes.register_error_handler(_kind, _answer)
