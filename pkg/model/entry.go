// Package model is the register of models: which weights a model's name stands for, who answers for them, and what
// a backend must show before it gets traffic. Everything here is pure. Storing entries, asking engines and taking
// backends out are others' work; hashing the files beside an engine is package weights's.
package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Entry is one version of a model, as somebody proposes it. Who proposed and approved it, and when, the register
// knows itself.
type Entry struct {
	Name      string    `json:"name"`       // as callers name it
	Version   string    `json:"version"`    // never "latest"
	Weights   []Weights `json:"weights"`    // one for each way in which a backend may tell what it serves
	Source    string    `json:"source"`     // where the weights come from
	DataClass string    `json:"data_class"` // of DataClasses: the most sensitive data that may be sent to it
	Location  string    `json:"location"`   // where the weights live
	Backends  []string  `json:"backends,omitempty"`
}

// Weights is one digest that stands for the model's weights.
type Weights struct {
	By     string `json:"by"`     // of Tellers: who tells such a digest
	Digest string `json:"digest"` // "sha256:" and 64 hex digits; a revision that TGI tells may be "sha1:" and 40
}

// Tellers are those who tell which weights are served, each with a digest of its own kind.
const (
	ByFiles  = "files"  // `sluice attest`: the digest of the files beside the engine
	ByOllama = "ollama" // Ollama: the digest of its manifest
	ByTGI    = "tgi"    // TGI: the revision of the repository
	ByBinary = "binary" // the development model, which is part of this binary; never in an entry
)

// Bounds of an entry.
const (
	MaxEntry    = 16 << 10 // bytes of its JSON
	maxBackends = 256
	maxText     = 512
)

// DataClasses are the classes of data, the least sensitive first.
func DataClasses() []string { return []string{"public", "internal", "confidential", "restricted"} }

// Tellers are those that an entry may name.
func Tellers() []string { return []string{ByFiles, ByOllama, ByTGI} }

// ParseEntry reads an entry strictly: nothing unknown, nothing missing, nothing twice.
func ParseEntry(data []byte) (Entry, error) {
	var e Entry
	if err := strict(data, MaxEntry, &e); err != nil {
		return Entry{}, fmt.Errorf("the entry %w", err)
	}
	return e, e.check()
}

// strict decodes one JSON object of at most so many bytes.
func strict(data []byte, most int, v any) error {
	if len(data) > most {
		return fmt.Errorf("is larger than %d bytes", most)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return errors.New("does not decode: look for a field that is unknown or has the wrong type")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("has something after its end")
	}
	return nil
}

// Digest identifies the entry, as records name it.
func (e Entry) Digest() string {
	data, err := json.Marshal(e)
	if err != nil {
		return "" // not reached: an entry is made of strings
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func (e Entry) check() error {
	switch {
	case !modelName.MatchString(e.Name):
		return errors.New("name must be the one exact name by which callers ask for the model: 1 to 128 of A-Z, a-z, 0-9, . _ : / @ and -")
	case latest(tagOf(e.Name)):
		return errors.New(`name ends in the tag "latest", which may stand for other weights tomorrow: register a tag that stays`)
	case !version.MatchString(e.Version):
		return errors.New("version must be 1 to 64 of A-Z, a-z, 0-9, . _ + and -")
	case latest(e.Version):
		return errors.New(`version is "latest", which may stand for other weights tomorrow: name the version`)
	case !slices.Contains(DataClasses(), e.DataClass):
		return errors.New("data_class must be one of " + strings.Join(DataClasses(), ", "))
	case !line(e.Source):
		return fmt.Errorf("source must say where the weights come from, in one line of at most %d bytes", maxText)
	case !line(e.Location):
		return fmt.Errorf("location must say where the weights live, in one line of at most %d bytes", maxText)
	case len(e.Backends) > maxBackends:
		return fmt.Errorf("backends lists more than %d", maxBackends)
	}
	for i, b := range e.Backends {
		if !BackendName(b) || slices.Contains(e.Backends[:i], b) {
			return errors.New("backends must list names of backends, each once; left out it is any that shows these weights")
		}
	}
	return e.checkWeights()
}

func (e Entry) checkWeights() error {
	if len(e.Weights) == 0 {
		return errors.New("weights is empty: without a digest nothing could be verified")
	}
	for i, w := range e.Weights {
		switch {
		case !slices.Contains(Tellers(), w.By):
			return errors.New("weights.by must be one of " + strings.Join(Tellers(), ", "))
		case slices.ContainsFunc(e.Weights[:i], func(o Weights) bool { return o.By == w.By }):
			return errors.New("weights has two digests by " + w.By + ": other weights are another version")
		case !sha256Digest.MatchString(w.Digest) && (w.By != ByTGI || !sha1Digest.MatchString(w.Digest)):
			return errors.New(`weights.digest must be "sha256:" and 64 digits of lower-case hex; a TGI revision may be "sha1:" and 40`)
		case w.By == ByOllama && tagOf(e.Name) == "":
			return errors.New(`name has no tag, and Ollama takes that for "latest": register the name with its tag`)
		}
	}
	return nil
}

// digestBy is the entry's digest of that kind, or "".
func (e Entry) digestBy(teller string) string {
	for _, w := range e.Weights {
		if w.By == teller {
			return w.Digest
		}
	}
	return ""
}

// tagOf is what follows the last colon of a name. A colon before the last slash belongs to a registry's port.
func tagOf(name string) string {
	_, tag, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ":")
	return tag
}

func latest(s string) bool { return strings.EqualFold(s, "latest") }

// line is a text for people: printable, in one line.
func line(s string) bool {
	return s != "" && len(s) <= maxText && strings.TrimSpace(s) == s &&
		!strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xFFFD })
}

// BackendName says whether s may name a backend that is registered, attested or added at run time.
func BackendName(s string) bool { return backendName.MatchString(s) }

// DigestOf puts what an engine tells, as bare hex, into the form of the register; "" where it is none.
func DigestOf(hexDigits string) string {
	for _, kind := range []string{"sha256:", "sha1:"} {
		d := strings.TrimPrefix(hexDigits, kind)
		if full := kind + d; kind == "sha256:" && sha256Digest.MatchString(full) || kind == "sha1:" && sha1Digest.MatchString(full) {
			return full
		}
	}
	return ""
}

var (
	modelName    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}$`)
	version      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$`)
	backendName  = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	sha256Digest = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	sha1Digest   = regexp.MustCompile(`^sha1:[0-9a-f]{40}$`)
)
