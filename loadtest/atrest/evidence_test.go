package atrest

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"sluice/pkg/bus"
)

// found says where needles lie, once for each place: the file or message, and the
// forms. It holds none of the text.
type found map[string]string

func (f found) add(where string, hits []Hit) {
	if len(hits) > 0 {
		f[where] = fmt.Sprintf("%v (%d hits)", hits[0], len(hits))
	}
}

// clean fails the test for everything that was found.
func (f found) clean(t testing.TB, when string) {
	t.Helper()
	for _, where := range slices.Sorted(maps.Keys(f)) {
		t.Errorf("%s: %s: %s", when, where, f[where])
	}
}

// inFiles searches every file below dir: the store, the logs, the journal, the
// configuration, the keys. It returns how many bytes it has read.
func inFiles(t testing.TB, dir string, needles []Needle) (found, int) {
	t.Helper()
	out, size := found{}, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // NATS removes files while it runs
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		rel, _ := filepath.Rel(dir, path)
		out.add("file "+rel, Search(data, needles))
		out.add("name of file "+rel, Search([]byte(rel), needles))
		size += len(data)
		return err
	})
	if err != nil {
		t.Fatalf("reading every file: %v", err)
	}
	return out, size
}

// inStreams searches every message of every stream, buckets too, with its subject
// and headers, and the configuration of the stream. It counts messages by stream.
func inStreams(t testing.TB, b *bus.Bus, needles []Needle) (found, map[string]int) {
	t.Helper()
	ctx := t.Context()
	out, counts := found{}, map[string]int{}
	names := b.JS.StreamNames(ctx)
	for name := range names.Name() {
		s, err := b.JS.Stream(ctx, name)
		if err != nil {
			t.Fatalf("opening stream %s: %v", name, err)
		}
		state := s.CachedInfo().State
		counts[name] = 0
		for seq := max(state.FirstSeq, 1); seq <= state.LastSeq; seq++ {
			m, err := s.GetMsg(ctx, seq)
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				continue
			}
			if err != nil {
				t.Fatalf("reading %s: %v", name, err)
			}
			counts[name]++
			where := fmt.Sprintf("message %s/%d", name, seq)
			out.add("subject of "+where, Search([]byte(m.Subject), needles))
			out.add("body of "+where, Search(m.Data, needles))
			for k, vs := range m.Header {
				out.add("header of "+where, Search(fmt.Appendf(nil, "%s: %s", k, vs), needles))
			}
		}
	}
	if err := names.Err(); err != nil {
		t.Fatalf("listing streams: %v", err)
	}
	return out, counts
}

// wantStreams fails where a stream is gone, or cannot be read.
func wantStreams(t testing.TB, counts map[string]int) {
	t.Helper()
	for _, n := range []string{
		bus.StreamDispatch, bus.StreamProvenance, bus.StreamEvidence, bus.StreamDead,
		"KV_" + bus.BucketRequests, "KV_" + bus.BucketResults, "KV_" + bus.BucketIdentity, "KV_" + bus.BucketKeys, "KV_" + bus.BucketModels, "KV_" + bus.BucketBodies,
	} {
		if _, ok := counts[n]; !ok {
			t.Errorf("there is no stream %s", n)
		}
	}
}

// flushTime bounds the wait for NATS to write what it holds.
const flushTime = 10 * time.Second
