"""A look of one's own: one style sheet behind ours, which gives other values to the names in static/tokens.css."""

from flask import Blueprint, Flask, abort, send_file, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.errors import FileError
from formgen.text import Text
from formgen.web.desk import Desk, desk

pages = Blueprint("theme", __name__)


def open_theme(app: Flask) -> None:
    """See to it that the theme of the settings, if any, can be read; raises FileError when it cannot."""
    opened: Desk = app.extensions["formgen"]
    path = opened.settings.theme
    if path is not None:
        try:
            path.read_text("utf-8")
        except (OSError, ValueError):
            raise FileError(_UNREADABLE.fill(path=path)) from None
    app.jinja_env.globals["theme"] = address


def address() -> str:
    """The address of the theme, with its age in it so that a change is seen at once; empty when there is none."""
    path = desk().settings.theme
    try:
        return url_for("theme.sheet", v=f"{path.stat().st_mtime_ns:x}") if path else ""
    except OSError:  # it was taken away after the start: then our own look it is
        return ""


@pages.get("/theme.css")
def sheet() -> BaseResponse:
    """The style sheet of the settings; a 404 page when there is none."""
    path = desk().settings.theme
    if path is None or not path.is_file():
        abort(404)
    return send_file(path.resolve(), mimetype="text/css")


_UNREADABLE = Text(
    "FORMGEN_THEME is “{path}”, en dat is geen tekstbestand dat we kunnen lezen. Schrijf het pad van één CSS-bestand.",
    "FORMGEN_THEME is “{path}”, and that is no text file that we can read. Write the path of one CSS file.",
)
