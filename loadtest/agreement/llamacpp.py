"""Serves a .gguf file with llama.cpp on loopback, on one thread, until its standard input ends.

python llamacpp.py FILE prints one JSON line when it is ready.
"""

import importlib.metadata
import json
import os
import sys

import xllamacpp

CONTEXT = 2048  # tokens: what the model was trained for


def main():
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = 1
    params.n_ctx = CONTEXT
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.ctx_shift = False
    params.ui = False
    server = xllamacpp.Server(params)
    print(json.dumps({
        "url": server.listening_address,
        "packages": {"xllamacpp": importlib.metadata.version("xllamacpp")},
        "build": str(xllamacpp.BUILD_INFO),
        "python": sys.version.split()[0],
    }), flush=True)
    sys.stdin.read()
    os._exit(0)  # without waiting for calls in progress


if __name__ == "__main__":
    main()
