package rule

import "strings"

// ownWords are words before or in a name that tell what a "key" or a "token" is
// that opens nothing: idempotency_key, partition-key, cacheKey, publicKey.
var ownWords = []string{
	"idempotency", "idempotence", "idempotent", "partition", "cache", "sort", "primary", "foreign", "public", "pub", "dedup", "routing", "object", "lookup", "page", "cursor",
	"fingerprint", "thumbprint", "checksum", "digest", "hash", "sha1", "sha256", "md5", "etag", "commit", "trace", "span", "index", "row", "map", "hot", "group", "lock", "s3", "file", "blob", "next", "continuation", "change", "cancel", "cancellation", "sync", "event", "message", "request",
}

// NamesNoSecret says whether the name that stands before text[at:] and has its
// last word there says what it is a key or a token of, and that is no secret.
func NamesNoSecret(text string, at int) bool {
	end := at
	for n := 0; n < 2 && end > 0 && strings.IndexByte("_-. ", text[end-1]) >= 0; n++ {
		end--
	}
	for _, w := range ownWords {
		if HasPrefixFold(text, end-len(w), w) && (end == len(w) || !IsLetter(text[end-len(w)-1]) || IsUpper(text[end-len(w)]) && (IsLower(text[end-len(w)-1]) || len(w) > 1 && IsLower(text[end-len(w)+1]))) {
			return true
		}
	}
	return false
}
