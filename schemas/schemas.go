// Package schemas holds the JSON Schema 2020-12 documents of Sluice's public messages, golden
// examples of them, and the descriptions of its interfaces: openapi.yaml of the HTTP edge,
// asyncapi.yaml of the NATS subjects. It imports only the standard library and checks nothing itself:
// package chat and the services compile what they need.
package schemas

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed *.json *.yaml golden ocsf
var files embed.FS

// Names of the schemas.
const (
	ChatCompletionRequest = "chat_completion_request.schema.json"
	ChatCompletion        = "chat_completion.schema.json"
	ResponsesRequest      = "responses_request.schema.json"
	Error                 = "error.schema.json"
	Record                = "record.schema.json"
	AccessEvent           = "access_event.schema.json"
	AdminEvent            = "admin_event.schema.json"
	Ack                   = "ack.schema.json"
	ScanQuestion          = "scan_question.schema.json"
	Evaluation            = "evaluation.schema.json"
	EvaluationQuestion    = "evaluation_question.schema.json"

	OCSFDetectionFinding    = "ocsf/detection_finding.schema.json"
	OCSFDataSecurityFinding = "ocsf/data_security_finding.schema.json"
)

// File returns the named document: a schema, openapi.yaml or asyncapi.yaml.
func File(name string) ([]byte, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	return data, nil
}

// Golden returns the examples, a folder for each schema. A folder's valid/ has documents that
// must pass. Its invalid/ has documents that must not, and expect.json, which maps the name of
// each to the status, param and code of the refusal.
func Golden() fs.FS {
	sub, err := fs.Sub(files, "golden")
	if err != nil {
		return files // not reached: "golden" is a valid path
	}
	return sub
}
