package chat

import "sluice/schemas"

// Validator holds the compiled schemas. Make one at start; it is safe for concurrent use.
type Validator struct {
	request, completion *Schema
	tools               toolSchemas
}

// NewValidator compiles the request and completion schemas.
func NewValidator() (*Validator, error) {
	request, err := CompileSchema(schemas.ChatCompletionRequest)
	if err != nil {
		return nil, err
	}
	completion, err := CompileSchema(schemas.ChatCompletion)
	if err != nil {
		return nil, err
	}
	return &Validator{request: request, completion: completion}, nil
}

// ValidateRequest returns nil where doc is a chat completion request that this version of
// Sluice can judge whole, otherwise the refusal: the first schema violation in document
// order, or code "unsupported_content", "unsupported_tools" or "invalid_tool_schema".
func (v *Validator) ValidateRequest(doc *Document) *Error {
	_, err := v.ValidateAccepting(doc, Accept{})
	return err
}

// ValidateAccepting is ValidateRequest where parts are taken that nobody can look into. It
// returns those: they are declared, never let by in silence.
func (v *Validator) ValidateAccepting(doc *Document, accept Accept) ([]Opaque, *Error) {
	if err := v.request.Check(doc.Root); err != nil {
		return nil, err
	}
	parts, err := checkSupported(doc.Root, accept)
	if err != nil {
		return nil, err
	}
	return parts, v.checkTools(doc.Root)
}
