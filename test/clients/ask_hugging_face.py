"""huggingface_hub's clients, sync and async, against the server in argv[1]: what they return, as JSON."""

import asyncio
import dataclasses
import json
import sys

from huggingface_hub import AsyncInferenceClient, InferenceClient

url, asked = sys.argv[1], json.loads(sys.argv[2])


def plain(answer):
    if isinstance(answer, list):
        return [plain(one) for one in answer]
    return dataclasses.asdict(answer) if dataclasses.is_dataclass(answer) else answer


def at(model, query=""):
    return f"{url}/models/{model}{query}"


def calls(client):
    """Name by call, whether the client is the sync or the async one."""
    return {
        "classes": lambda: client.text_classification(asked["text"], model=at("tiny-teacher")),
        "best": lambda: client.text_classification(
            asked["text"], model=at("tiny-teacher"), top_k=1, function_to_apply="sigmoid"
        ),
        "score": lambda: client.text_classification(
            asked["scored"], model=at("tiny-scorer"), top_k=1, function_to_apply="none"
        ),
        "entities": lambda: client.token_classification(
            asked["tagged"], model=at("tiny-tagger"), aggregation_strategy="simple"
        ),
        "slots": lambda: client.token_classification(
            asked["tagged"], model=at("tiny-intents", "?task=token-classification")
        ),
        "points": lambda: client.token_classification(
            "\U0001f600 " + asked["tagged"], model=at("tiny-tagger", "?offset_unit=codepoint")
        ),
        "answer": lambda: client.question_answering(
            question=asked["question"], context=asked["context"], model=at("tiny-reader")
        ),
        "health": lambda: client.health_check(model=at("tiny-teacher")),
        "sick": lambda: client.health_check(model=at("nope")),
    }


FAILING = {
    "missing": lambda client: client.text_classification("fine", model=at("nope")),
    "blank": lambda client: client.text_classification(" ", model=at("tiny-teacher")),
}


def told(error):
    return f"{type(error).__name__}: {error}"


def in_turn():
    client = InferenceClient(provider="hf-inference")
    found = {name: plain(call()) for name, call in calls(client).items()}
    for name, call in FAILING.items():
        try:
            call(client)
        except Exception as error:
            found[name] = told(error)
    return found


async def at_once():
    async with AsyncInferenceClient(provider="hf-inference") as client:
        named = calls(client)
        answers = await asyncio.gather(*(call() for call in named.values()))
        found = {name: plain(answer) for name, answer in zip(named, answers)}
        for name, call in FAILING.items():
            try:
                await call(client)
            except Exception as error:
                found[name] = told(error)
        return found


print(json.dumps({"sync": in_turn(), "async": asyncio.run(at_once())}))
