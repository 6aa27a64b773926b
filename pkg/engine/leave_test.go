package engine_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"

	"sluice/pkg/engine"
)

// Of a call that may not be made any more once its connection stands, nothing of
// the body is sent: no engine has anything to answer.
func TestLeaveIsAskedBeforeTheBody(t *testing.T) {
	for _, stream := range []bool{false, true} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		sent := make(chan string, 1)
		go func() {
			conn, err := l.Accept()
			if err != nil {
				sent <- err.Error()
				return
			}
			defer conn.Close()
			data, _ := io.ReadAll(conn)
			sent <- string(data)
		}()
		e, err := engine.New(engine.Config{Name: "one", Kind: "openai", URL: "http://" + l.Addr().String()})
		if err != nil {
			t.Fatal(err)
		}
		lost := errors.New("the lease is lost")
		ctx, cancel := context.WithCancelCause(t.Context())
		asked := 0
		ctx = engine.WithLeave(ctx, func(context.Context) error {
			asked++
			cancel(lost)
			return lost
		})
		body := []byte(`{"model":"m","messages":[]}`)
		if stream {
			err = e.(engine.Streamer).Stream(ctx, "m", body, func([]byte) error { return nil })
		} else {
			_, err = e.Chat(ctx, "m", body)
		}
		if err == nil || asked != 1 {
			t.Errorf("stream %v: %v, asked %d times", stream, err, asked)
		}
		if got := <-sent; got != "" && !strings.HasSuffix(got, "\r\n\r\n") {
			t.Errorf("stream %v: this left: %q", stream, got)
		}
		cancel(nil)
		_ = l.Close()
	}
}
