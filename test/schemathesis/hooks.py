"""What schemathesis cannot make by itself: bodies of JSON lines, and a header that depends on the body."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def json_lines(ctx, value):
    if isinstance(value, bytes):
        return value
    lines = value if isinstance(value, list) else [value]
    return "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines).encode()


LENGTH = "inference-header-content-length"


@schemathesis.hook
def before_call(context, case, kwargs):
    """A length for a body that is JSON alone cuts it; where nothing is to be wrong, it is left out."""
    if case.meta is not None and case.meta.generation.mode.is_positive and case.media_type == "application/json":
        case.headers.pop(LENGTH, None)
