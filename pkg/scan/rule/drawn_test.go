package rule

import (
	"strings"
	"testing"
)

func TestDrawn(t *testing.T) {
	for _, s := range []string{
		"0a1b2c3d4e5f60718293a4b5c6d7e8f9", "Xk3vT9qLw2Zr8Bn5Yc1Pd7", "1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809", "VDOheDe1sSCeGkuTARhkFDE2", "u+Lyhd2_N2MCy+ZoH-S5",
		"qwrtzpsdfghjklmnbvcxwqrtz", "abefdcabfedcabbafedcadef", "907856341290785634129078", "GeoZDMENcKHVmDGA", "zqvoaieuxjqoiaeuvzxe", "ab12cd34ef56gh78",
	} {
		if !Drawn(s) {
			t.Errorf("%q is not taken for drawn", s)
		}
	}
	for _, s := range []string{
		"", "short1", "encryptionKey1024", "EncapsulationKey768", "x1-my-app-name-v2", "ed25519.PrivateKey2551", "s390x/msa_x1/aes128-set-encrypt-key.asm",
		"0xe3d8581980ca21c1", "internationalization", "NetSockHostAddrKey", "SVCParamIPv4Hint", "MirrorTypeThirdParty", "createAccessTokenForUser", strings.Repeat("a", 40), strings.Repeat("ab", 20), "xxxx0a1b2c3d4e5f60718293", "20261124", "your-api-key-0123456789",
	} {
		if Drawn(s) {
			t.Errorf("%q is taken for drawn", s)
		}
	}
}

func TestNamesNoSecret(t *testing.T) {
	for name, want := range map[string]bool{
		"idempotency_key": true, "cacheKey": true, "partition-key": true, "public key": true, "page_token": true, "sha256=": true,
		"acme_key": false, "republic key": false, "secret_key": false, "key": false,
	} {
		at := max(strings.LastIndex(strings.ToLower(name), "key"), strings.Index(name, "token"), strings.Index(name, "="))
		if got := NamesNoSecret(name, at); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestUUID(t *testing.T) {
	for s, want := range map[string]bool{
		"1b2c3d4e-5f60-4718-92a3-b4c5d6e7f809": true, "1B2C3D4E-5F60-4718-92A3-B4C5D6E7F809": true,
		"1b2c3d4e-5f60-4718-92a3-b4c5d6e7f80g": false, "1b2c3d4e5f60471892a3b4c5d6e7f8090000": false, "": false,
	} {
		if UUID(s) != want {
			t.Errorf("%q: %v, want %v", s, !want, want)
		}
	}
}

// An escape that is no quote's ends a value, the next line is none.
func TestValueEndsWithTheLine(t *testing.T) {
	for text, want := range map[string]string{
		`DB_PASSWORD=\nMAIL_FROM=noreply@example.com`: "", "DB_PASSWORD=\nMAIL_FROM=x1": "", "DB_PASSWORDMAIL_FROM=x1": "",
		`\"password\": \"Pa55word!\"`: "Pa55word!", `put("password", "Pa55word!")`: "Pa55word!", `f('password' , '"Pa55word!"')`: "Pa55word!", "Password::init2": "",
	} {
		at := strings.Index(strings.ToLower(text), "password")
		v, ok := ValueOf(text, at, at+len("password"))
		if got := text[v.Start:v.End]; ok != (want != "") || got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
