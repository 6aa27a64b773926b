package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"sluice/pkg/config"
)

// A configuration file is read once it was left alone: what stands there while it is written is no configuration, even
// where it can be one.
func TestConfigurationThatIsBeingWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sluice.yaml")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		got := make(chan int, 10)
		p := &process{settings: settings{Config: path}, log: slog.New(slog.DiscardHandler)}
		write("breaker: {failures: 1}\n")
		go p.watchConfig(ctx, func(f config.File) { got <- f.Breaker.Failures })
		for _, step := range []struct {
			what, text string
			wait       time.Duration
			want       int // 0 for nothing
		}{
			{"as it was", "breaker: {failures: 1}\n", 3 * lookAgain, 1},
			{"the beginning of another", "breaker:\n", lookAgain, 0},
			{"more of it", "breaker:\n  failures: 2", lookAgain, 0},
			{"the whole", "breaker:\n  failures: 23\n", 3 * lookAgain, 23},
			{"one that cannot be", "breaker: 7\n", 3 * lookAgain, 0},
			{"the one before it", "breaker:\n  failures: 23\n", 3 * lookAgain, 23},
		} {
			write(step.text)
			time.Sleep(step.wait)
			synctest.Wait()
			read := 0
			select {
			case read = <-got:
			default:
			}
			if read != step.want || len(got) > 0 {
				t.Errorf("%s: read %d and %d more, want %d", step.what, read, len(got), step.want)
			}
		}
		cancel()
		synctest.Wait()
	})
}
