"""A Word document as PDF: an extra beside the download, which never waits for it."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from formgen.documents import conversion
from formgen.web import finish
from formgen.web.downloads import download

pages = Blueprint("converted", __name__)


@pages.get("/<address>/your-documents/<document_name>/pdf")
def as_pdf(address: str, document_name: str) -> BaseResponse | tuple[str, int]:
    """The Word document of this name as a PDF, or a page that says how to get one where LibreOffice is not."""
    one = finish.asked_for(address, document_name)
    if isinstance(one, BaseResponse):
        return one
    if not one.name.endswith(".docx"):
        abort(404)
    try:
        (copy,) = conversion.pdf_copies([one])
    except conversion.ConversionError as error:
        return render_template("no_pdf.html", address=address, sentence=error.sentence), 503
    return download(copy.name, copy.data)
