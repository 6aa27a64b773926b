package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

const kekFile = "kek.json"

// EnsureKEK makes the key-encryption key below keys if there is none: a Tink
// keyset in clear JSON, mode 0600. write stores a file whole or not at all and
// gives fs.ErrExist where there is one.
func EnsureKEK(keys string, write func(path string, data []byte) error) error {
	h, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return fmt.Errorf("making the key-encryption key: %w", err)
	}
	var out bytes.Buffer
	if err := insecurecleartextkeyset.Write(h, keyset.NewJSONWriter(&out)); err != nil {
		return fmt.Errorf("making the key-encryption key: %w", err)
	}
	if err := write(filepath.Join(keys, kekFile), out.Bytes()); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("storing the key-encryption key: %w", err)
	}
	return nil
}

// ShareKEK gives another folder the key-encryption key of keys. copy copies a secret
// file where there is none, and refuses where another one stands.
func ShareKEK(keys, to string, copy func(from, to string) error) error {
	if err := copy(filepath.Join(keys, kekFile), filepath.Join(to, kekFile)); err != nil {
		return fmt.Errorf("sharing the key-encryption key: %w", err)
	}
	return nil
}

// LoadKEK reads it.
func LoadKEK(keys string) (tink.AEAD, error) {
	data, err := os.ReadFile(filepath.Join(keys, kekFile))
	if err != nil {
		return nil, fmt.Errorf("reading the key-encryption key (make it once with `sluice nats config --keys DIR`): %w", err)
	}
	h, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(data)))
	if err != nil {
		return nil, fmt.Errorf("reading the key-encryption key: the file %s is not a Tink keyset in JSON", kekFile)
	}
	a, err := aead.New(h)
	if err != nil {
		return nil, fmt.Errorf("reading the key-encryption key: %w", err)
	}
	return a, nil
}
