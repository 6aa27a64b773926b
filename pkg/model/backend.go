package model

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Backend is an inference server that was added at run time.
type Backend struct {
	Name          string    `json:"name"`
	Engine        string    `json:"engine"` // the kind
	URL           string    `json:"url"`
	Models        []string  `json:"models"`
	APIKeyEnv     string    `json:"api_key_env,omitempty"` // begins with KeyPrefix
	TimeoutMS     int64     `json:"timeout_ms,omitempty"`
	MaxConcurrent int       `json:"max_concurrent,omitempty"`
	Weight        int       `json:"weight,omitempty"`
	AttestedBy    string    `json:"attested_by,omitempty"` // the user of its agent
	AddedBy       string    `json:"added_by,omitempty"`
	Added         time.Time `json:"added,omitzero"`
}

// Bounds of a backend.
const (
	MaxBackend  = 32 << 10
	mostModels  = 256
	mostWeight  = 1000
	mostCalls   = 100_000
	longestCall = int64(24 * time.Hour / time.Millisecond)

	// KeyPrefix begins the name of each variable that a backend added at run time may have its key in: who may add
	// one must not have other secrets of the process sent to a server of his own.
	KeyPrefix = "SLUICE_ENGINE_KEY_"
)

// ParseBackend reads one strictly. engines are the kinds that may be named.
func ParseBackend(data []byte, engines []string) (Backend, error) {
	var b Backend
	if err := strict(data, MaxBackend, &b); err != nil {
		return Backend{}, fmt.Errorf("the backend %w", err)
	}
	return b, b.check(engines)
}

func (b Backend) check(engines []string) error {
	switch {
	case !BackendName(b.Name):
		return errors.New("name must be 1 to 64 of A-Z, a-z, 0-9, _ and -")
	case b.Engine == "dev" || !slices.Contains(engines, b.Engine):
		return errors.New("engine must be one of " + strings.Join(slices.DeleteFunc(slices.Clone(engines), func(e string) bool { return e == "dev" }), ", "))
	case !base(b.URL):
		return errors.New("url must be the server's base address, such as http://10.0.0.7:8000, without user, query or fragment")
	case len(b.Models) == 0 || len(b.Models) > mostModels:
		return fmt.Errorf("models must list 1 to %d names that this backend serves", mostModels)
	case b.APIKeyEnv != "" && (!strings.HasPrefix(b.APIKeyEnv, KeyPrefix) || len(b.APIKeyEnv) > 128):
		return errors.New("api_key_env must begin with " + KeyPrefix + ": no other variable may be sent to a server that is added at run time")
	case b.TimeoutMS < 0 || b.TimeoutMS > longestCall || b.MaxConcurrent < 0 || b.MaxConcurrent > mostCalls || b.Weight < 0 || b.Weight > mostWeight:
		return errors.New("timeout, max_concurrent or weight is out of bounds")
	case b.AttestedBy != "" && !BackendName(b.AttestedBy):
		return errors.New("attested_by must be a user of the tenant default")
	}
	for i, m := range b.Models {
		bare := strings.TrimSuffix(m, "/*")
		if !modelName.MatchString(bare) || slices.Contains(b.Models[:i], m) {
			return errors.New(`models must be names, each once; "team/*" is every model below team`)
		}
	}
	return nil
}

func base(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= 512 && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}
