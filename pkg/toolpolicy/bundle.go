// Package toolpolicy decides which tools may be offered to a model and which of its calls may
// run, by Cedar policies from a folder. Default deny: what no policy permits is denied, a forbid
// wins over every permit, and a policy that cannot be evaluated denies.
//
// It is not the stage (package services/toolauth opens, rewrites and seals), keeps no state
// between decisions and does no I/O but for Load. docs/tools.md has the model with examples.
package toolpolicy

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/cedar-policy/cedar-go"
)

// Bounds of a folder.
const (
	maxFiles       = 256
	maxFileBytes   = 256 << 10
	maxBytes       = 4 << 20
	maxPolicies    = 4096
	maxPolicyBytes = 16 << 10 // and so how deep its conditions nest: each decision walks them
)

// entitiesFile holds what policies may know of servers, tools and roles beyond a request.
const entitiesFile = "entities.json"

// Bundle is a set of policies. It does not change and is safe for concurrent use.
type Bundle struct {
	policies policies
	known    cedar.EntityMap // of entitiesFile
	digest   string
}

// policies are in the order of file names and of places in a file, so that of several that
// decide the same one is named every time.
type policies []named

type named struct {
	id     cedar.PolicyID
	policy *cedar.Policy
}

// All implements cedar.PolicyIterator.
func (p policies) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, one := range p {
			if !yield(one.id, one.policy) {
				return
			}
		}
	}
}

// Digest is "sha256:…" over the names and bytes of all files that were loaded, each with its
// length before it, in the order of names.
func (b *Bundle) Digest() string { return b.digest }

// Policies returns the ids of all policies, in order.
func (b *Bundle) Policies() []string {
	ids := make([]string, len(b.policies))
	for i := range b.policies {
		ids[i] = string(b.policies[i].id)
	}
	return ids
}

// Load reads the policies of a folder: all *.cedar files, and entities.json where there is one.
// An empty dir is a bundle without policies, which denies everything. Anything that would not
// be used is an error, not a surprise: other files (but for *.md, and names that begin with a
// dot), a policy without an id of its own, and names in a policy that mean nothing. Errors begin
// with file and line where Cedar tells one.
func Load(dir string) (*Bundle, error) {
	b := &Bundle{known: cedar.EntityMap{}}
	sum := sha256.New()
	if dir != "" {
		files, err := list(dir)
		if err != nil {
			return nil, err
		}
		left, ids := maxBytes, map[cedar.PolicyID]string{}
		for _, name := range files {
			data, err := read(filepath.Join(dir, name), name)
			if err != nil {
				return nil, err
			}
			if left -= len(data); left < 0 {
				return nil, fmt.Errorf("%s: the policies are over %d bytes together", name, maxBytes)
			}
			count(sum, name)
			count(sum, string(data))
			if name == entitiesFile {
				err = b.entities(data)
			} else {
				err = b.add(name, data, ids)
			}
			if err != nil {
				return nil, err
			}
		}
		if len(b.policies) == 0 {
			return nil, errors.New("the folder of tool policies has no *.cedar file with a policy; name no folder to deny all tools")
		}
		if err := b.check(); err != nil {
			return nil, err
		}
	}
	b.digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return b, nil
}

func count(w io.Writer, s string) {
	_ = binary.Write(w, binary.BigEndian, uint64(len(s))) // a hash takes everything
	_, _ = io.WriteString(w, s)
}

// list returns the files to load, in the order of their names. Files may be symbolic links, as
// Kubernetes mounts them.
func list(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("reading the folder of tool policies: %w", err)
	}
	var files []string
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."), strings.HasSuffix(name, ".md"):
			continue
		case e.IsDir():
			return nil, fmt.Errorf("%s: is a folder; policies are read from one folder only", name)
		case strings.HasSuffix(name, ".cedar"), name == entitiesFile:
			files = append(files, name)
		case strings.HasSuffix(name, ".cedarschema"), name == "schema.json":
			return nil, fmt.Errorf("%s: schemas of Cedar are not used; the names in policies are checked without one. Remove it", name)
		default:
			return nil, fmt.Errorf("%s: is neither *.cedar nor %s; remove it, so that nobody believes it is in force", name, entitiesFile)
		}
	}
	if len(files) > maxFiles {
		return nil, fmt.Errorf("the folder of tool policies has over %d files", maxFiles)
	}
	return files, nil
}

func read(path, name string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading tool policies: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading tool policies: %w", err)
	}
	if len(data) > maxFileBytes {
		return nil, fmt.Errorf("%s: is over %d bytes", name, maxFileBytes)
	}
	return data, nil
}

func (b *Bundle) add(name string, data []byte, ids map[cedar.PolicyID]string) error {
	all, err := cedar.NewPolicyListFromBytes(name, data)
	if err != nil {
		return errors.New(place(name, err))
	}
	for i, p := range all {
		end := len(data)
		if i+1 < len(all) {
			end = all[i+1].Position().Offset
		}
		at := fmt.Sprintf("%s:%d", name, p.Position().Line)
		id := cedar.PolicyID(p.Annotations()["id"])
		if !validID(string(id)) {
			return fmt.Errorf(`%s: the policy needs an id of its own, @id("…") of 1 to 64 characters of a-z, 0-9 and _`, at)
		}
		if id == DefaultDeny || id == "none" {
			return fmt.Errorf("%s: the id %s has a meaning of its own on records; choose another", at, id)
		}
		if before, taken := ids[id]; taken {
			return fmt.Errorf("%s: the id %s is already that of the policy at %s", at, id, before)
		}
		if end-p.Position().Offset > maxPolicyBytes {
			return fmt.Errorf("%s: the policy and the comments after it are over %d bytes", at, maxPolicyBytes)
		}
		ids[id] = at
		if b.policies = append(b.policies, named{id, p}); len(b.policies) > maxPolicies {
			return fmt.Errorf("%s: there are over %d policies", at, maxPolicies)
		}
	}
	return nil
}

// place puts the file's name where Cedar says <input>.
func place(name string, err error) string {
	text := strings.TrimPrefix(err.Error(), "parser error: ")
	if rest, ok := strings.CutPrefix(text, "parse error at <input>"); ok {
		return name + rest
	}
	return name + ": " + strings.ReplaceAll(text, "<input>", name)
}

func validID(id string) bool {
	for _, c := range []byte(id) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return len(id) >= 1 && len(id) <= 64
}
