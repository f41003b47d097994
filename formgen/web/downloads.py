"""A file as a download of the pages."""

from flask import Response

from formgen.documents.download import disposition, media_type


def download(name: str, data: bytes) -> Response:
    """A response that saves these bytes under this name, and opens nothing by itself."""
    response = Response(data, mimetype=media_type(name))
    response.headers["Content-Disposition"] = disposition(name)
    return response
