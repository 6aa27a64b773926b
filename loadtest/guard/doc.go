// Package guard tests the guard stage of the real binary against guard models that
// misbehave: whatever they answer, or do not answer, no completion leaves that was
// not judged. The guard models here are servers of the test's, and their answers
// are synthetic: they have the shape of vLLM's /v1/completions, and that of
// llama.cpp's /tokenize and /completion as recorded in pkg/engine/testdata. The
// package holds no product code.
package guard
