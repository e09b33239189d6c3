"""Makes wheel.json: a small archive as Python's zipfile writes one, and what lies inside.

    python3 wheel.py              needs: Python 3.11's standard library
"""

import base64
import io
import json
import os
import platform
import zipfile

FILES = [  # name, contents, method, permissions
    ("pkg/model/config.json", b'{"hidden_size": 32}\n', zipfile.ZIP_DEFLATED, 0o644),
    ("pkg/model/zeros.bin", bytes(5000), zipfile.ZIP_DEFLATED, 0o644),
    ("pkg/model/stored.bin", bytes(range(256)), zipfile.ZIP_STORED, 0o644),
    ("pkg/model/empty.txt", b"", zipfile.ZIP_STORED, 0o644),
    ("pkg/bin/tool", b"#!/bin/sh\necho hello\n", zipfile.ZIP_DEFLATED, 0o755),
    ("pkg/caf\u00e9.txt", "d\u00e9j\u00e0 vu".encode(), zipfile.ZIP_DEFLATED, 0o644),
    ("../outside.txt", b"must never be written outside", zipfile.ZIP_DEFLATED, 0o644),
]

buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w") as archive:
    archive.comment = b"a comment after the directory"
    for name, contents, method, mode in FILES:
        entry = zipfile.ZipInfo(name, (2020, 2, 2, 0, 0, 0))
        entry.compress_type, entry.external_attr = method, mode << 16
        archive.writestr(entry, contents)

golden = {
    "made_by": "test/golden/wheel.py",
    "source": f"Python {platform.python_version()} zipfile",
    "archive": base64.b64encode(buffer.getvalue()).decode(),
    "files": [{"name": n, "contents": base64.b64encode(c).decode(), "mode": f"{m:o}"} for n, c, _, m in FILES],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "wheel.json"), "w") as file:
    file.write(json.dumps(golden, indent=1) + "\n")
