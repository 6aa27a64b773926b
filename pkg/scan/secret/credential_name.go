package secret

import "strings"

// credentialNamed says whether a name has a word for a credential in it.
func credentialNamed(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"key", "token", "secret", "pass", "auth", "cred", "_pat", "private", "access"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
