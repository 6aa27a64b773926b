package weights

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// File is one file with its digest.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // hex
}

// Digest is what files come to.
type Digest struct {
	Digest string `json:"digest"` // "sha256:" and hex
	Bytes  int64  `json:"bytes"`
	Files  []File `json:"files"`
}

// Files are the files of one model. It is safe for concurrent use.
type Files struct {
	paths []string
	alone bool // one file was given, and no folder

	mu    sync.Mutex
	known map[string]read // guarded by mu: by name; replaced whole
}

// read is a file as it was when it was read.
type read struct {
	stamp stamp
	path  string
	sha   string
}

// ErrChanging says that a file changed while it was being read.
var ErrChanging = errors.New("the files change while they are read")

// New looks at the paths once: each is a file or a folder that is there.
func New(paths []string) (*Files, error) {
	if len(paths) == 0 {
		return nil, errors.New("no file is given")
	}
	f := &Files{paths: paths}
	if _, err := list(paths); err != nil {
		return nil, err
	}
	info, err := os.Stat(paths[0])
	if err != nil {
		return nil, withoutPath("finding the files", err)
	}
	f.alone = len(paths) == 1 && !info.IsDir()
	return f, nil
}

// Changed says whether the files may be others than those that were read last. It reads none of them: what it goes
// by is device, inode, size, and the times of modification and of change.
func (f *Files) Changed() (bool, error) {
	all, err := list(f.paths)
	if err != nil {
		return true, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(all) != len(f.known) {
		return true, nil
	}
	for _, one := range all {
		if k, ok := f.known[one.name]; !ok || k.stamp != one.stamp || k.path != one.path {
			return true, nil
		}
	}
	return false, nil
}

// Read digests the files: those that changed since they were read last, or all of them.
func (f *Files) Read(ctx context.Context, all bool) (Digest, error) {
	there, err := list(f.paths)
	if err != nil {
		return Digest{}, err
	}
	f.mu.Lock()
	known := f.known
	f.mu.Unlock()
	next := make(map[string]read, len(there))
	var out Digest
	buf := make([]byte, 1<<20)
	for _, one := range there {
		k, ok := known[one.name]
		if all || !ok || k.stamp != one.stamp || k.path != one.path {
			if k, err = digest(ctx, one, buf); err != nil {
				return Digest{}, err
			}
		}
		next[one.name] = k
		out.Bytes += k.stamp.size
		out.Files = append(out.Files, File{Name: one.name, Size: k.stamp.size, SHA256: k.sha})
	}
	out.Digest = f.digestOf(out.Files)
	f.mu.Lock()
	f.known = next
	f.mu.Unlock()
	return out, nil
}

// digestOf is the digest of one file that was given alone, as sha256sum prints it; else of the manifest, which is
// what sha256sum prints of all files, in the order of their names.
func (f *Files) digestOf(files []File) string {
	if f.alone {
		return "sha256:" + files[0].SHA256
	}
	return Manifest(files)
}

// Manifest is SHA-256 over one line for each file: its digest in hex, two spaces, its name, a newline. The files
// must be in the order of their names, byte by byte.
func Manifest(files []File) string {
	h := sha256.New()
	for _, one := range files {
		_, _ = io.WriteString(h, one.SHA256+"  "+one.Name+"\n") // a hash takes everything
	}
	return "sha256:" + hexOf(h)
}

// digest reads one file. One that is not the same after it as before gives an error.
func digest(ctx context.Context, f found, buf []byte) (read, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return read{}, withoutPath("reading a file", err)
	}
	defer file.Close()
	// A page that a process has mapped and changed may be changed again without a trace in
	// ctime, until it is written back. Where the file system cannot, it says what it knows.
	_ = file.Sync()
	began := time.Now()
	before, err := stampOfOpen(file)
	if err != nil {
		return read{}, err
	}
	h := sha256.New()
	for {
		if err := ctx.Err(); err != nil {
			return read{}, fmt.Errorf("reading a file: %w", err)
		}
		n, err := file.Read(buf)
		h.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return read{}, withoutPath("reading a file", err)
		}
	}
	after, err := stampOfOpen(file)
	if err != nil {
		return read{}, err
	}
	if before != after || before != f.stamp || before.within(began) {
		return read{}, ErrChanging
	}
	return read{stamp: before, path: f.path, sha: hexOf(h)}, nil
}

func stampOfOpen(f *os.File) (stamp, error) {
	info, err := f.Stat()
	if err != nil {
		return stamp{}, withoutPath("reading a file", err)
	}
	return stampOf(info)
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// Has says whether one of the files, or a folder that was given, lies at path.
func (f *Files) Has(path string) bool {
	same := func(other string) bool {
		a, err := os.Stat(path)
		if err != nil {
			return false
		}
		b, err := os.Stat(other)
		return err == nil && os.SameFile(a, b)
	}
	if slices.ContainsFunc(f.paths, same) {
		return true
	}
	all, err := list(f.paths)
	if err != nil {
		return false
	}
	for _, one := range all {
		if same(one.path) {
			return true
		}
	}
	return false
}

// EndsIn says whether the path of one of the files ends in a relative path.
func (f *Files) EndsIn(rel string) bool {
	all, err := list(f.paths)
	if err != nil || rel == "" || strings.HasPrefix(rel, "/") {
		return false
	}
	for _, one := range all {
		if strings.HasSuffix(one.path, "/"+rel) {
			return true
		}
	}
	return false
}
