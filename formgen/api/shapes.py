"""The shapes of what the API answers, as JSON Schemas for its description."""

from typing import Any

Shape = dict[str, Any]

_TEXT: Shape = {"type": "string"}
_TRUTH: Shape = {"type": "boolean"}
_NUMBER: Shape = {"type": "integer"}
_DAY: Shape = {"type": "string", "format": "date"}


def _object(**properties: Shape) -> Shape:
    """An object that always has all of these, and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Shape) -> Shape:
    return {"type": "array", "items": items}


def _one_of(*words: str) -> Shape:
    return {"type": "string", "enum": list(words)}


def _or_nothing(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


_MISTAKES = _list(_object(question=_TEXT, sentence=_TEXT))
_HITS = _list(_object(question=_TEXT, word=_TEXT, instead=_TEXT, sure=_TRUTH))
_SOURCE = _object(publisher=_TEXT, title=_TEXT, date=_or_nothing(_TEXT), link=_TEXT, checked=_DAY, older=_TRUTH)
_FINDING = _object(
    level=_one_of("stop", "warn", "info"),
    sentence=_TEXT,
    question=_TEXT,
    name=_TEXT,
    source=_or_nothing(_SOURCE),
    unconfirmed=_TRUTH,
)
_DOCUMENT: Shape = {
    "name": _TEXT,
    "title": _TEXT,
    "purpose": _TEXT,
    "audience": _one_of("uwv", "physician", "self"),
    "kind": _one_of("docx", "pdf"),
}
_MOMENT = _object(
    name=_TEXT,
    number=_NUMBER,
    what=_TEXT,
    who=_one_of("employee", "employer", "both", "physician", "uwv", "nobody"),
    week=_NUMBER,
    first=_or_nothing(_DAY),
    last=_DAY,
    advised=_DAY,
    state=_one_of("done", "due", "past", "now", "later"),
    done=_or_nothing(_DAY),
    remark=_TEXT,
    source=_TEXT,
    unconfirmed=_TRUTH,
)

_ROW = _object(
    line=_NUMBER,
    status=_TEXT,
    said=_TEXT,
    faults=_list(_object(column=_TEXT, typed=_TEXT, sentence=_TEXT)),
    missing=_list(_TEXT),
    more_missing=_NUMBER,
    findings=_list(_object(level=_TEXT, sentence=_TEXT)),
    same_person_as=_or_nothing(_NUMBER),
    undrawn=_list(_TEXT),
)
_MOMENT_IN_TIME: Shape = {"type": "string", "format": "date-time"}
_COUNTS = dict.fromkeys(("complete", "concept", "before", "stopped", "privacy", "wrong", "broken"), _NUMBER)

SHAPES: dict[str, Shape] = {
    "Forms": _object(
        forms=_list(
            _object(
                name=_TEXT,
                title=_TEXT,
                intro=_TEXT,
                documents=_list(_object(**_DOCUMENT)),
                links=_object(schema=_TEXT, check=_TEXT, documents=_TEXT),
            )
        )
    ),
    "Checked": _object(
        form=_TEXT,
        language=_one_of("nl", "en"),
        today=_DAY,
        complete=_TRUTH,
        understood=_list(_object(question=_TEXT, ask=_TEXT, value=_TEXT, said=_TEXT)),
        suggested=_MISTAKES,
        wrong=_MISTAKES,
        missing=_MISTAKES,
        findings=_list(_FINDING),
        privacy=_object(confirm=_TEXT, hits=_HITS),
        documents=_list(_object(**_DOCUMENT, undrawn=_list(_TEXT))),
    ),
    "Dates": {
        "type": "object",
        "description": "`<moment>_date` says when a moment that others follow really was, by its name.",
        "required": ["first_sick_day"],
        "properties": {
            "first_sick_day": _DAY,
            "interruptions": _list(_object(recovered_from=_DAY, sick_again=_DAY)),
            "contract_end": _DAY,
        },
        "additionalProperties": _DAY,
    },
    "Calendar": _object(
        today=_DAY,
        first_sick_day=_DAY,
        week=_NUMBER,
        interruption_days=_NUMBER,
        end=_DAY,
        moments=_list(_MOMENT),
    ),
    "Job": _object(
        job=_TEXT,
        form=_TEXT,
        file=_TEXT,
        phase=_one_of("check", "make"),
        state=_one_of("running", "paused", "cancelled", "done"),
        rows=_NUMBER,
        done=_NUMBER,
        failed=_NUMBER,
        counts=_object(**_COUNTS),
        columns=_list(_object(heading=_TEXT, question=_or_nothing(_TEXT))),
        notes=_list(_TEXT),
        created=_MOMENT_IN_TIME,
        expires=_MOMENT_IN_TIME,
        links={"type": "object", "additionalProperties": _TEXT},
    ),
    "Rows": _object(rows=_list(_ROW), next=_or_nothing(_TEXT)),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": _NUMBER,
            "detail": _TEXT,
            "mistakes": _MISTAKES,
            "confirm": _TEXT,
            "hits": _HITS,
        },
    },
}
