// Package tools tests the authorization of tools end to end with the real binary:
// what the model is offered, which of its calls arrive, and what the record says.
package tools
