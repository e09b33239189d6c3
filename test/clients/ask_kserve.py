"""kserve's REST client against the server in argv[1]: what it returns, as JSON."""

import asyncio
import importlib.util
import json
import sys
import types

# The client's modules as they are, without the package's own __init__, which loads the server's: kubernetes, uvicorn, ray.
package = types.ModuleType("kserve")
package.__path__ = importlib.util.find_spec("kserve").submodule_search_locations
sys.modules["kserve"] = package

import numpy
from kserve.inference_client import InferenceRESTClient, RESTConfig
from kserve.protocol.infer_type import InferInput, InferRequest, RequestedOutput

url, asked = sys.argv[1], json.loads(sys.argv[2])


def texts(values, binary):
    tensor = InferInput("text", [len(values)], "BYTES")
    tensor.set_data_from_numpy(numpy.array(values, dtype=numpy.object_), binary_data=binary)
    return tensor


def ids(rows, binary):
    array = numpy.array(rows, dtype=numpy.int64)
    tensor = InferInput("input_ids", list(array.shape), "INT64")
    tensor.set_data_from_numpy(array, binary_data=binary)
    return tensor


async def ask():
    client = InferenceRESTClient(RESTConfig(protocol="v2", timeout=60))

    async def infer(model, tensor, **more):
        request = InferRequest(model_name=model, infer_inputs=[tensor], **more)
        response = await client.infer(url, request, model_name=model)
        return [response.model_name, response.outputs[0].as_numpy().tolist()]

    found = {
        "live": await client.is_server_live(url),
        "ready": await client.is_server_ready(url),
        "model_ready": await client.is_model_ready(url, "tiny-teacher"),
        "json": await infer("tiny-teacher", texts(asked["texts"], False)),
        "binary": await infer("tiny-teacher", texts(asked["texts"], True)),
        "binary_output": await infer(
            "tiny-teacher", texts(asked["texts"], True), parameters={"binary_data_output": True}
        ),
        "output": await infer(
            "tiny-teacher",
            texts(asked["texts"], False),
            request_outputs=[RequestedOutput("logits", parameters={"binary_data": True})],
        ),
        "ids": await infer("tiny-tagger", ids([asked["ids"]], False)),
        "ids_binary": await infer("tiny-tagger", ids([asked["ids"]], True)),
    }
    for name, call in {
        "nope_ready": client.is_model_ready(url, "nope"),
        "missing": infer("nope", texts(["fine"], False)),
        "blank": infer("tiny-teacher", texts([" "], False)),
    }.items():
        try:
            found[name] = await call
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
    return found


print(json.dumps(asyncio.run(ask())))
