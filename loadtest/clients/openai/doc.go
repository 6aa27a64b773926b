// Package openai runs the official openai client for Node, unmodified, against
// the real binary. It holds no code for production.
package openai
