package chat

// Error is a refusal or failure in OpenAI's shape. Message and Param never hold text from a
// request, a completion or an engine. It is plain data and crosses processes as JSON.
type Error struct {
	Status  int    `json:"status"` // HTTP status
	Type    string `json:"type"`
	Param   string `json:"param,omitempty"` // "" is null to the client
	Code    string `json:"code,omitempty"`  // "" is null to the client
	Message string `json:"message"`

	// RetryAfter is when to try again, in seconds; 0 says nothing. It is no part of Body.
	RetryAfter int `json:"retry_after,omitempty"`
}

func newError(status int, typ, param, code, message string) *Error {
	return &Error{Status: status, Type: typ, Param: param, Code: code, Message: message}
}

// Error returns the status, code and message.
func (e *Error) Error() string {
	if e.Code == "" {
		return e.Message
	}
	return e.Code + ": " + e.Message
}

// Body returns the body of the HTTP answer, {"error":{"message","type","param","code"}}.
func (e *Error) Body() []byte {
	b := append(make([]byte, 0, 128+len(e.Message)), `{"error":{"message":`...)
	b = AppendString(b, e.Message)
	b = append(b, `,"type":`...)
	b = AppendString(b, e.Type)
	b = append(b, `,"param":`...)
	b = appendOrNull(b, e.Param)
	b = append(b, `,"code":`...)
	b = appendOrNull(b, e.Code)
	return append(b, "}}"...)
}

func appendOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return AppendString(b, s)
}
