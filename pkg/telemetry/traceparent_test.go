package telemetry

import (
	"context"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
)

const (
	callerTrace = "0af7651916cd43dd8448eb211c80319c"
	callerSpan  = "b7ad6b7169203331"
	caller      = "00-" + callerTrace + "-" + callerSpan + "-01"
)

// W3C Trace Context level 1, section 3.2, version 00 and nothing else.
func TestTraceparentIsStrict(t *testing.T) {
	for in, ok := range map[string]bool{
		caller: true, caller[:54] + "0": true, caller[:53] + "ff": true,
		"": false, caller + "0": false, caller + "-00": false, caller[1:]: false, " " + caller[1:]: false,
		strings.ToUpper(caller): false, strings.Replace(caller, "-", "_", 1): false, strings.Replace(caller, "0af", "0g-", 1): false,
		caller[:54] + "\n": false, caller[:53] + "0G": false, strings.Repeat("-", 55): false, strings.Repeat("a", 55): false,
		"01" + caller[2:]: false, "ff" + caller[2:]: false, "00-a" + caller[3:53] + "01": false,
		"00-" + strings.Repeat("0", 32) + caller[35:]: false, caller[:36] + strings.Repeat("0", 16) + caller[52:]: false,
	} {
		if _, got := parseTraceparent(in); got != ok {
			t.Errorf("%q: taken is %v", in, got)
		}
	}
}

func FuzzTraceparent(f *testing.F) {
	f.Add(caller)
	f.Add("00-" + callerTrace + "-" + callerSpan + "-ff")
	tel, err := Start(f.Context(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := Traceparent(tel.Continue(context.Background(), in))
		// What is taken is written again as it was, but for flags that mean nothing.
		if out != "" && (len(in) != len(out) || in[:53] != out[:53]) {
			t.Errorf("%q became %q", in, out)
		}
	})
}

func TestInject(t *testing.T) {
	tel, err := Start(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := tel.Continue(t.Context(), caller)
	m := nats.NewMsg("x")
	Inject(ctx, m.Header)
	h := map[string][]string{} // of an http.Header; lower case goes over the wire as it is
	Inject(ctx, h)
	if m.Header.Get("traceparent") != caller || len(h[Header]) != 1 || TraceID(ctx) != callerTrace {
		t.Errorf("%v, %v", m.Header, h)
	}
	clear(h)
	if Inject(t.Context(), h); len(h) != 0 || TraceID(t.Context()) != "" {
		t.Errorf("%v without a trace", h)
	}
}
