"""python answers.py SERVER NAME=MODEL.onnx …: what the server answers by /v2, a text a request, against onnxruntime on the file itself.

Prints a line of JSON a model. The tokens are Rust's, cut as the model's card says.
"""
import json
import sys
import urllib.request
from pathlib import Path

import numpy as np
import onnxruntime
import tokenizers

TEXTS = [
    ["a warm, funny film"],
    ["No."],
    ["The kettle boils before anyone asks for tea.", "Nobody drinks it."],
    ["Wie spät ist es in Köln?"],
    ["今日は雨が降っています。"],
    ["Great 👍🏽 service, would come again"],
    ["The old road follows the river and climbs to the mill. " * 40],
]
server = sys.argv[1]


def ask(path, body=None):
    request = urllib.request.Request(server + path, body and json.dumps(body).encode(), {"content-type": "application/json"})
    return json.load(urllib.request.urlopen(request))


for named in sys.argv[2:]:
    name, path = named.split("=")
    card = ask(f"/v1/models/{name}")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    taken = {each.name for each in session.get_inputs()}
    folder = Path(path).parent
    words = next(place / "tokenizer.json" for place in [folder, folder.parent, folder.parent / "minilm"] if (place / "tokenizer.json").exists())
    tokenizer = tokenizers.Tokenizer.from_file(str(words))
    tokenizer.no_padding()
    tokenizer.enable_truncation(card["max_length"])
    apart, equal = 0.0, 0
    for texts in TEXTS:
        encoding = tokenizer.encode(*texts)
        feeds = {"input_ids": encoding.ids, "attention_mask": [1] * len(encoding.ids), "token_type_ids": encoding.type_ids}
        outputs = card["architecture"]["outputs"]
        given = session.run(outputs, {key: np.array([ids], np.int64) for key, ids in feeds.items() if key in taken})
        expected = given[0][0] if len(given) == 1 else np.stack([each[0] for each in given], axis=-1)
        inputs = [{"name": key, "shape": [1], "datatype": "BYTES", "data": [text]} for key, text in zip(["text", "text_pair"], texts)]
        [answer] = ask(f"/v2/models/{name}/infer", {"inputs": inputs})["outputs"]
        served = np.array(answer["data"], np.float32).reshape(answer["shape"])[0]
        assert served.shape == expected.shape, (served.shape, expected.shape)
        apart = max(apart, float(np.abs(served - expected).max()))
        equal += bool((served == expected).all())
    print(json.dumps({"model": name, "task": card["task"], "largest_difference": apart, "bit_equal": f"{equal} of {len(TEXTS)}"}), flush=True)
