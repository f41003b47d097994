"""How the API answers: JSON in the order of the form, or a file to save."""

import json
from typing import Any

from flask import Response

from formgen.documents.download import disposition, media_type


def as_json(data: Any, status: int = 200, kind: str = "application/json") -> Response:
    """A response that holds this as JSON, its keys in their own order and its letters as they are.

    Half a letter (a surrogate without its other half), which UTF-8 cannot hold, is written as the escape it came as.
    """
    written = json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(written, status, mimetype=kind)


def as_file(name: str, data: bytes) -> Response:
    """A response that is saved under this name, and opens nothing by itself."""
    response = Response(data, mimetype=media_type(name))
    response.headers["Content-Disposition"] = disposition(name)
    return response
