"""The pieces that the description of one address is put together from (OpenAPI 3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from formgen.api.counter import counter, language
from formgen.text import Text

Described = dict[str, Any]
BINARY: Described = {"schema": {"type": "string", "contentEncoding": "binary"}}
SPOKEN: Described = {"type": "string", "enum": ["nl", "en"]}
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method of one address does. `body` and `answer` are by media type; what is `open` takes no token."""

    summary: Text
    name: str
    answer: Described = field(default_factory=dict)
    status: int = 200
    body: Described = field(default_factory=dict)
    parameters: Sequence[Described] = ()
    open: bool = False

    def described(self) -> Described:
        """It as the description says it, in the language of the request."""
        answer: Described = {"description": _DONE[language()]} | ({"content": self.answer} if self.answer else {})
        said: Described = {
            "summary": self.summary[language()],
            "operationId": self.name,
            "parameters": [*self.parameters, _LANGUAGE],
            "responses": {str(self.status): answer, "default": {"$ref": "#/components/responses/Problem"}},
        }
        if not self.open:
            said["security"] = [{"token": []}] if counter().tokens else [{}]
        return said | ({"requestBody": {"required": True, "content": self.body}} if self.body else {})


def content(shape: str, kind: str = JSON) -> Described:
    """An answer of this shape (a key of shapes.SHAPES, or `object` for any)."""
    return {kind: {"schema": {"type": "object"} if shape == "object" else {"$ref": f"#/components/schemas/{shape}"}}}


def body_of(answers: Described, words: Mapping[str, Described]) -> Described:
    """A body with answers and these words beside them."""
    return {
        JSON: {
            "schema": {
                "type": "object",
                "required": ["answers"],
                "properties": {"answers": answers, "language": SPOKEN, **words},
                "additionalProperties": False,
            }
        }
    }


_LANGUAGE: Described = {"name": "language", "in": "query", "required": False, "schema": SPOKEN}
_DONE = Text("Gelukt", "Done")
