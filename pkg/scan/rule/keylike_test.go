package rule

import (
	"strings"
	"testing"
)

func TestKeylike(t *testing.T) {
	for _, s := range []string{
		"abcdefghij1234567890", "xyzxyzxyzxyzxyzxyzxyzxyzxyzxyz12", "33333333-cccc-dddd-eeee-444444444444", "ABCDEFG-HIJKLMN-OPQRSTU-VWXYZAB",
		"0987654321098765432109876543210987654321", "Zc0QQMHOIyMfGftL", "abc12345-def6-7890-gh12-ijklmnopqrst34", "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
	} {
		if !Keylike(s) {
			t.Errorf("%q may be no key", s)
		}
	}
	for _, s := range []string{
		"", "short1", "00000000-0000-0000-0000-000000000000", "createAccessTokenForUser", "encryptionKey1024", "my-app-key-for-tests-2024", "your_key_here_0123456789",
		strings.Repeat("A", 40), "internationalization", "0000XxXxxxxxXxXxXxXx0000", "oauth2ClientSecret", "settings.API_KEY_20241", "prod-cluster-node2-pool34", "2024-2025-2026-2027",
	} {
		if Keylike(s) {
			t.Errorf("%q may be a key", s)
		}
	}
}
