package bus

import (
	"strings"
	"testing"
)

func TestServerLineKeepsNothingOfAClient(t *testing.T) {
	const secret = "AKIA" + "QYLPMN5HHHFPZAM2"
	for _, line := range []string{
		`127.0.0.1:1 - cid:5 - "v1:go:` + secret + `" - "APPS/token" - Publish Violation - Subject "sluice.` + secret + `"`,
		`127.0.0.1:1 - cid:5 - Client parser ERROR, state=0, i=0: proto='"x\"` + secret + `\\"...'`,
		`127.0.0.1:1 - cid:5 - authentication error - User "` + secret + `"`,
		`127.0.0.1:1 - wid:5 - "` + secret,
	} {
		if got := serverLine("%s", []any{line}); strings.Contains(got, secret) || !strings.Contains(got, "id:5") {
			t.Errorf("%s", got)
		}
	}
	const own = `Error recreating stream "DISPATCH"`
	if got := serverLine("%s", []any{own}); got != own {
		t.Errorf("%s", got)
	}
}
