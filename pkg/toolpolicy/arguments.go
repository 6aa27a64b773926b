package toolpolicy

import (
	"errors"

	"sluice/pkg/chat"
)

// maxArguments bounds the text of one call's arguments, in bytes.
const maxArguments = 256 << 10

// ValidateArguments parses a call's arguments strictly (RFC 8259, no name twice in an object,
// bounded) and checks them against the tool's JSON Schema. They must be an object. Without a
// schema a tool takes none; no text at all is no arguments. schemas keeps what it compiled. The
// error names a place and a rule, never a value.
func ValidateArguments(schemas *chat.Validator, schema *chat.Value, arguments string) (*chat.Value, error) {
	if arguments == "" {
		arguments = "{}"
	}
	doc, err := chat.ParseString(arguments, chat.Limits{Bytes: maxArguments, Depth: chat.MaxArgumentDepth, Nodes: maxValues})
	if err != nil {
		return nil, errors.New("arguments are not valid JSON within the bounds")
	}
	if doc.Root.Kind != chat.Object {
		return nil, errors.New("arguments must be a JSON object")
	}
	if schema.IsNull() {
		if len(doc.Root.Members) > 0 {
			return nil, errors.New("arguments must be empty: the tool takes none")
		}
		return doc.Root, nil
	}
	compiled, err := schemas.ToolSchema(schema)
	if err != nil {
		return nil, err
	}
	if err := compiled.Check(doc, len(arguments)); err != nil {
		return nil, err
	}
	return doc.Root, nil
}
