"""Starts llama.cpp's HTTP server with the model that a package holds.

Used by `make e2e-llm`. Listens on 127.0.0.1 only, prints one JSON line when it is
ready, and ends when its standard input does, so that it never outlives its parent.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import pathlib
import sys

import xllamacpp

SLOTS = 2
CONTEXT = 2048  # tokens of each slot: what the model was trained for

# The model's own template knows no tools. This one, ChatML with tools in the manner
# of Hermes, lets llama.cpp hold the model to a call where one is required.
TEMPLATE = """{%- if tools %}<|im_start|>system
You may call these functions. For each call, return a JSON object with name and arguments in tags:
<tool_call>
{"name": "function-name", "arguments": {}}
</tool_call>
<tools>
{% for tool in tools %}{{ tool | tojson }}
{% endfor %}</tools><|im_end|>
{% elif messages[0].role != 'system' %}<|im_start|>system
You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>
{% endif %}{%- for message in messages %}<|im_start|>{{ message.role }}
{{ message.content or '' }}{% for call in message.tool_calls or [] %}
<tool_call>
{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}
</tool_call>{% endfor %}<|im_end|>
{% endfor %}{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""


def weights(package):
    """The one .gguf file of a package, which is not imported: it would want more packages."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"serve.py: the package {package} is not installed; remove the virtual environment and start again")
    found = sorted(f for d in spec.submodule_search_locations for f in pathlib.Path(d).glob("*.gguf"))
    if len(found) != 1:
        sys.exit(f"serve.py: {package} should hold one .gguf file and holds {len(found)}")
    return found[0]


def main():
    package, port = sys.argv[1], int(sys.argv[2])
    model = weights(package)
    with open(model, "rb") as f:
        digest = hashlib.file_digest(f, "sha256").hexdigest() if sys.version_info >= (3, 11) else hashlib.sha256(f.read()).hexdigest()

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * CONTEXT
    # One thread: two spin against each other wherever another process wants a core.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.use_jinja = True
    params.chat_template = TEMPLATE
    params.endpoint_slots = True
    params.ctx_shift = False  # a prompt that is too long is refused, not cut
    params.ui = False
    server = xllamacpp.Server(params)
    print(json.dumps({
        "url": server.listening_address,
        "model_file": model.name,
        "model_sha256": digest,
        "packages": {p: importlib.metadata.version(p) for p in ("xllamacpp", package.replace("_", "-"))},
        "build": str(xllamacpp.BUILD_INFO),
        "python": sys.version.split()[0],
        "slots": SLOTS,
        "context": CONTEXT,
    }), flush=True)
    sys.stdin.read()
    os._exit(0)  # without waiting for calls in progress


if __name__ == "__main__":
    main()
