"""Serves a float32 .gguf file with Hugging Face's transformers on loopback, on one thread, until its standard input ends.

python transformers_server.py FILE prints one JSON line when it is ready. It speaks as much of OpenAI's /v1/completions
as a guard is asked with: greedy, with log-probabilities. As servers built on these tokenizers do, it puts the
begin-of-text token before a prompt unless add_special_tokens is false. Nothing is fetched: the file holds all there is.
"""

import http.server
import importlib.metadata
import json
import os
import pathlib
import sys
import threading

os.environ["HF_HUB_OFFLINE"] = "1"  # before the import, which reads it

import torch
import transformers

MOST_TOKENS = 64
MOST_SCORES = 20


class Model:
    """The weights and their tokenizer; one caller at a time."""

    def __init__(self, path):
        place = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
        self.tokenizer = transformers.AutoTokenizer.from_pretrained(**place)
        self.weights = transformers.AutoModelForCausalLM.from_pretrained(**place, dtype=torch.float32).eval()
        self.lock = threading.Lock()

    def tokens(self, text, special):
        ids = self.tokenizer(text, add_special_tokens=False)["input_ids"]
        return [self.tokenizer.bos_token_id] + ids if special else ids

    def text(self, token):
        return self.tokenizer.decode([token], clean_up_tokenization_spaces=False)

    @torch.inference_mode()
    def scores(self, ids, most):
        """The log-probabilities at each place of a greedy continuation."""
        past, step = None, ids
        for _ in range(most):
            out = self.weights(torch.tensor([step]), past_key_values=past, use_cache=True, logits_to_keep=1)
            past, row = out.past_key_values, torch.log_softmax(out.logits[0, -1].double(), dim=-1)
            best = int(row.argmax())
            yield best, row
            if best == self.tokenizer.eos_token_id:
                return
            step = [best]

    def complete(self, prompt, most, top, special):
        choice = {"text": "", "index": 0, "finish_reason": "length", "logprobs": {"tokens": [], "token_logprobs": [], "top_logprobs": []}}
        with self.lock:
            ids = self.tokens(prompt, special)
            for token, row in self.scores(ids, most):
                list_ = {}
                for score, other in zip(*(part.tolist() for part in row.topk(max(top, 1)))):
                    list_.setdefault(self.text(other), score)  # the likelier of two of the same text
                said = self.text(token)
                if token == self.tokenizer.eos_token_id:
                    choice["finish_reason"], said = "stop", ""
                choice["text"] += said
                choice["logprobs"]["tokens"].append(said)
                choice["logprobs"]["token_logprobs"].append(float(row[token]))
                choice["logprobs"]["top_logprobs"].append(list_)
        count = len(choice["logprobs"]["tokens"])
        return {"object": "text_completion", "model": "transformers", "choices": [choice],
                "usage": {"prompt_tokens": len(ids), "completion_tokens": count, "total_tokens": len(ids) + count}}


def handler(model):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path != "/v1/completions":
                return self.answer(404, {"error": {"message": "there is only /v1/completions"}})
            try:
                asked = json.loads(body)
                prompt, most, top = asked["prompt"], int(asked["max_tokens"]), int(asked["logprobs"])
                special = asked.get("add_special_tokens", True) is True
            except (ValueError, KeyError, TypeError):
                return self.answer(400, {"error": {"message": "prompt, max_tokens and logprobs are needed"}})
            if not isinstance(prompt, str) or not 1 <= most <= MOST_TOKENS or not 0 <= top <= MOST_SCORES:
                return self.answer(400, {"error": {"message": "out of range"}})
            self.answer(200, model.complete(prompt, most, top, special))

        def answer(self, status, body):
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass  # a prompt belongs in no log

    return Handler


def main():
    torch.set_num_threads(1)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(Model(pathlib.Path(sys.argv[1]))))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({
        "url": f"http://127.0.0.1:{server.server_port}",
        "packages": {p: importlib.metadata.version(p) for p in ("transformers", "torch", "gguf")},
        "python": sys.version.split()[0],
    }), flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
