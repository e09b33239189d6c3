"""tritonclient's HTTP clients, plain and asyncio, against the server in argv[1]: what they return, as JSON."""

import asyncio
import json
import sys

import numpy
import tritonclient.http as triton
import tritonclient.http.aio as triton_aio
from tritonclient.utils import InferenceServerException

url, asked = sys.argv[1].removeprefix("http://"), json.loads(sys.argv[2])


def texts(values, binary=True, name="text"):
    tensor = triton.InferInput(name, [len(values)], "BYTES")
    tensor.set_data_from_numpy(numpy.array([value.encode() for value in values], dtype=numpy.object_), binary)
    return tensor


def ids(name, rows, binary=True):
    array = numpy.array(rows, dtype=numpy.int64)
    tensor = triton.InferInput(name, list(array.shape), "INT64")
    tensor.set_data_from_numpy(array, binary)
    return tensor


def numbers(result, name="logits"):
    array = result.as_numpy(name)
    return [value.decode() for value in array.ravel()] if array.dtype == numpy.object_ else array.tolist()


client = triton.InferenceServerClient(url)
found = {
    "live": client.is_server_live(),
    "ready": client.is_server_ready(),
    "model_ready": client.is_model_ready("tiny-teacher"),
    "nope_ready": client.is_model_ready("nope"),
    "server": client.get_server_metadata(),
    "model": client.get_model_metadata("tiny-teacher"),
    "index": [entry["name"] for entry in client.get_model_repository_index()],
}
version = found["model"]["versions"][0]
found["pinned_ready"] = client.is_model_ready("tiny-teacher", version)

both = asked["texts"]
found["binary"] = numbers(client.infer("tiny-teacher", [texts(both)]))
found["json"] = numbers(client.infer("tiny-teacher", [texts(both, False)], outputs=[triton.InferRequestedOutput("logits", False)]))
found["pinned"] = numbers(
    client.infer("tiny-teacher", [texts(both)], model_version=version, request_id="7", priority=1, timeout=5_000_000,
                 sequence_id=9, sequence_start=True, sequence_end=True, parameters={"mine": "x"})
)
found["id"] = client.infer("tiny-teacher", [texts(both)], request_id="7").get_response()["id"]
for packed in ("gzip", "deflate"):
    found[packed] = numbers(
        client.infer("tiny-teacher", [texts(both)], request_compression_algorithm=packed, response_compression_algorithm=packed)
    )
    found[f"{packed}_json"] = numbers(
        client.infer("tiny-teacher", [texts(both, False)], outputs=[triton.InferRequestedOutput("logits", False)],
                     request_compression_algorithm=packed, response_compression_algorithm=packed)
    )
found["on_ort"] = numbers(client.infer("tiny-teacher", [texts(both)], query_params={"runtime": "ort"}))
found["classes"] = numbers(
    client.infer("tiny-teacher", [texts(both)], outputs=[triton.InferRequestedOutput("logits", class_count=1)])
)
found["ids"] = numbers(client.infer("tiny-tagger", [ids("input_ids", [asked["ids"]]), ids("attention_mask", [[1] * len(asked["ids"])])]))
found["ids_json"] = numbers(client.infer("tiny-tagger", [ids("input_ids", [asked["ids"]], False)]))
found["slots"] = numbers(client.infer("tiny-intents", [texts([asked["tagged"]])]), "slot_logits")
found["pair"] = numbers(client.infer("tiny-reader", [texts([asked["question"]]), texts([asked["context"]], name="text_pair")]))
found["async"] = numbers(client.async_infer("tiny-teacher", [texts(both)]).get_result())
for name, call in {
    "missing": lambda: client.infer("nope", [texts(both)]),
    "blank": lambda: client.infer("tiny-teacher", [texts([" "])]),
    "config": lambda: client.get_model_config("tiny-teacher"),
    "statistics": lambda: client.get_inference_statistics("tiny-teacher"),
    "load": lambda: client.load_model("tiny-teacher"),
}.items():
    try:
        call()
    except InferenceServerException as error:
        found[name] = [error.status(), error.message()]


async def at_once():
    async with triton_aio.InferenceServerClient(url) as aio:
        answers = await asyncio.gather(*(aio.infer("tiny-teacher", [texts([text])]) for text in both))
        return [await aio.is_server_ready(), [numbers(answer)[0] for answer in answers]]


found["asyncio"] = asyncio.run(at_once())
print(json.dumps(found))
