// Package tamper holds the tests of pinned models against the real binary: engines of the tests' own that serve files,
// `sluice attest` beside them, and what happens to their traffic when a file changes. No engine here infers anything:
// llama.cpp and Ollama are played, by what their documentation says of /props and /api/tags.
package tamper
