"""A document in another shape, beside its download: a Word document as PDF, a PDF without its fields."""

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from formgen import documents
from formgen.documents import conversion
from formgen.web import finish
from formgen.web.downloads import download
from formgen.web.speech import language, say
from formgen.web.visit import visit

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


@pages.get("/<address>/your-documents/<document_name>/flat")
def flat(address: str, document_name: str) -> BaseResponse:
    """The PDF of this name with what its fields show as part of its pages: nobody can change a field any more."""
    one = finish.asked_for(address, document_name)
    if isinstance(one, BaseResponse):
        return one
    if not one.name.endswith(".pdf"):
        abort(404)
    seen = visit(address)
    copy = documents.make(seen.form, seen.answers, one.document, language(), flat=True)
    return download(f"{copy.name.removesuffix('.pdf')} - {say('zonder velden', 'without fields')}.pdf", copy.data)
