package bus

import (
	"errors"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

func TestReadAck(t *testing.T) {
	for data, want := range map[string]jetstream.PubAck{
		`{"stream":"KV_REQUESTS","seq":17}`:                                {Stream: "KV_REQUESTS", Sequence: 17},
		`{"stream":"GUARD","seq":18446744073709551615}`:                    {Stream: "GUARD", Sequence: 1<<64 - 1},
		`{"stream":"GUARD","seq":3,"duplicate":true}`:                      {Stream: "GUARD", Sequence: 3, Duplicate: true},
		`{"stream":"GUARD","domain":"hub","seq":3}`:                        {Stream: "GUARD", Sequence: 3, Domain: "hub"},
		`{"seq":4,"stream":"A\u0042"}`:                                     {Stream: "AB", Sequence: 4},
		` {"stream" : "GUARD" , "seq" : 5 }`:                               {Stream: "GUARD", Sequence: 5},
		`{"type":"io.nats.jetstream.api.v1.pub_ack","stream":"G","seq":6}`: {Stream: "G", Sequence: 6},
	} {
		if got, err := readAck([]byte(data)); err != nil || *got != want {
			t.Errorf("%s: %+v, %v", data, got, err)
		}
	}
	for _, data := range []string{"", "{}", "null", `{"stream":"","seq":1}x`, `{"stream":"G","seq":}`, `{"stream":"G","seq":-1}`, `{"stream":"G","seq":1`, `{"seq":1}`} {
		if got, err := readAck([]byte(data)); err == nil {
			t.Errorf("%q was taken for an ack: %+v", data, got)
		}
	}
	_, err := readAck([]byte(`{"error":{"code":400,"err_code":10071,"description":"wrong last sequence: 4"},"stream":"G","seq":0}`))
	var api *jetstream.APIError
	if !errors.As(err, &api) || !WrongLastSequence(err) || !strings.Contains(err.Error(), "wrong last sequence") {
		t.Errorf("got %v", err)
	}
}
