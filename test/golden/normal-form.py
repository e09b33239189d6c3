"""Makes normal-form.json: a digest of what every character of Unicode becomes in each normal form by Hugging Face's Rust tokenizers,
alone and behind U+0345, which every other mark goes before.

    python3 normal-form.py     needs: tokenizers==0.23.3
"""

import hashlib
import json
import os

import tokenizers
from tokenizers import normalizers

CHARS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
FORMS = {"NFC": normalizers.NFC(), "NFD": normalizers.NFD(), "NFKC": normalizers.NFKC(), "NFKD": normalizers.NFKD()}


def digest(form: str, before: str) -> str:
    """sha256 of all results as UTF-8, a line each."""
    return hashlib.sha256("\n".join(FORMS[form].normalize_str(before + char) for char in CHARS).encode()).hexdigest()


golden = {
    "made_by": "test/golden/normal-form.py",
    "source": f"tokenizers {tokenizers.__version__}",
    "alone": {form: digest(form, "") for form in FORMS},
    "behind_0345": {form: digest(form, "\u0345") for form in FORMS},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "normal-form.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
