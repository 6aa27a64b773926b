package surface

// What a surface's requests are called in the access log. The edge tells dlp, which
// logs what it takes.
const (
	OperationChat      = "chat.completions" // OpenAI's, and a prompt that comes over NATS
	OperationResponses = "responses"        // OpenAI's
	OperationMessages  = "messages"         // Anthropic's
	OperationOllama    = "ollama.chat"
)

// Operation is told if it is one of them, else OperationChat.
func Operation(told string) string {
	switch told {
	case OperationResponses, OperationMessages, OperationOllama:
		return told
	}
	return OperationChat
}
