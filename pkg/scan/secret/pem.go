package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

func pem() []rule.Detector {
	const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEexampleEXAMPLEexample0123456789\nEXAMPLE=\n-----END RSA PRIVATE KEY-----"
	begin := []string{"-----begin "}
	return []rule.Detector{
		{
			Rule: "pem-private-key", About: "private key in PEM", Validator: "its first and last line, base64", Type: rule.Secret, Score: 1, Joins: true, Fold: true,
			Literals: begin, Find: closedPEM, Revision: 1, Hold: rule.Hold{Ends: pemEnds},
			Match: []string{
				"«" + key + "»\n",
				`{"private_key": "«-----BEGIN PRIVATE KEY-----\nMIIEexampleEXAMPLEexample0123456789\n-----END PRIVATE KEY-----»\n"}`,
				"«-----BEGIN USER NKEY SEED-----\nSUEXAMPLEEXAMPLE234567ABCDEFGHIJKLMNOPQRSTUVWXYZEXAMPLE234\n------END USER NKEY SEED------»",
				"x«-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBFexampleEXAMPLEexample0123456789\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----»",
			},
			NoMatch: []string{
				"-----BEGIN CERTIFICATE-----\nMIIEexampleEXAMPLEexample0123456789\n-----END CERTIFICATE-----",
				"-----BEGIN PUBLIC KEY-----\nMIIEexampleEXAMPLEexample0123456789\n-----END PUBLIC KEY-----",
				"a file starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----",
			},
		},
		{
			Rule: "pem-private-key-long", About: "private key in PEM of more than 8 KiB", Validator: "its first and last line, base64", Type: rule.Secret, Score: 1, Fold: true,
			Literals: begin, Find: longPEM, Revision: 1, Hold: rule.Hold{Ends: pemEnds},
			Match: []string{"«-----BEGIN PRIVATE KEY-----\n" + strings.Repeat("MIIEexampleEXAMPLEexample0123456789\n", 300) + "-----END PRIVATE KEY-----»\nrest"},
		},
		{
			// To the end of the text: whatever follows an open key may be part of it.
			Rule: "pem-private-key-open", About: "private key in PEM without its end", Validator: "its first line, base64", Type: rule.Secret, Score: 0.9, Fold: true,
			Literals: begin, Find: openPEM, Revision: 1, Hold: rule.Hold{Ends: pemEnds},
			Match: []string{
				"«-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIexampleEXAMPLEexample0123»",
				"«-----BEGIN OPENSSH PRIVATE KEY-----\n> b3BlbnNzaC1rZXktdjEAAAAABG5v\n> and more»",
			},
			NoMatch: []string{key, "how do I read a file that starts with -----BEGIN PRIVATE KEY-----?"},
		},
		{
			Rule: "pem-private-key-base64", About: "private key in PEM, encoded in base64 once more", Validator: "base64 of its first line", Type: rule.Secret, Score: 0.95,
			Literals: []string{"LS0tLS1CRUdJTi"}, Find: encodedPEM, Revision: 1, Hold: rule.Hold{Reach: `i[A-Za-z0-9+/_-]*={0,2}`},
			Match:   []string{"KEY_B64=«LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUVleGFtcGxlRVhBTVBMRWV4YW1wbGUwMTIzNDU2Nzg5Cg==»"},
			NoMatch: []string{"LS0tLS1CRUdJTi", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUVleGFtcGxlRVhBTVBMRWV4YW1wbGU="},
		},
	}
}

// The ways in which a block can end.
const (
	pemNone = iota
	pemClosed
	pemOpen
)

func closedPEM(text string, at, _ int) (int, int, float64) {
	if end, how := pemBlock(text, at); how == pemClosed && end-at <= rule.MaxJoin {
		return at, end, 1
	}
	return 0, 0, 0
}

func longPEM(text string, at, _ int) (int, int, float64) {
	if end, how := pemBlock(text, at); how == pemClosed && end-at > rule.MaxJoin {
		return at, end, 1
	}
	return 0, 0, 0
}

func openPEM(text string, at, _ int) (int, int, float64) {
	if end, how := pemBlock(text, at); how == pemOpen {
		return at, end, 0.9
	}
	return 0, 0, 0
}

// pemBlock reads the block (RFC 7468, and what PGP and NATS make of it) that
// begins at at. It looks no further than the next line of five dashes that
// begins or ends a block, so that many open blocks cost no more than one.
func pemBlock(text string, at int) (end, how int) {
	const dashes = "-----"
	body := at + len("-----BEGIN ")
	label := text[body:min(len(text), body+64)]
	n := strings.Index(label, dashes)
	if n < 0 || !secretLabel(label[:n]) {
		return 0, pemNone
	}
	body += n + len(dashes)
	if !keyFollows(text[body:min(len(text), body+256)]) {
		return 0, pemNone
	}
	for i := body; ; {
		n := strings.Index(text[i:], dashes)
		if n < 0 {
			return len(text), pemOpen
		}
		i += n
		for i < len(text) && text[i] == '-' {
			i++
		}
		switch {
		case rule.HasPrefixFold(text, i, "begin "):
			return len(text), pemOpen
		case rule.HasPrefixFold(text, i, "end "):
			rest := text[i:min(len(text), i+72)]
			n := strings.Index(rest, dashes)
			if n < 0 {
				return len(text), pemOpen
			}
			for i += n; i < len(text) && text[i] == '-'; {
				i++
			}
			return i, pemClosed
		}
	}
}

// pemEnds reads the label and the first bytes in stage 0, as pemBlock does,
// then looks for the end of the block, and in stage 2 knows that it has none:
// it goes on to the end of the text.
func pemEnds(text string, at int, p *rule.Progress) bool {
	const dashes = "-----"
	if p.Stage == 0 {
		body := at + len("-----BEGIN ")
		label := text[body:min(len(text), body+64)]
		n := strings.Index(label, dashes)
		if n < 0 {
			return len(label) == 64
		}
		if !secretLabel(label[:n]) {
			return true
		}
		body += n + len(dashes)
		if head := text[body:min(len(text), body+256)]; !keyFollows(head) {
			return len(head) == 256
		}
		p.At, p.Stage = body, 1
	}
	for p.Stage == 1 {
		n := strings.Index(text[p.At:], dashes)
		if n < 0 {
			p.At = max(p.At, len(text)-len(dashes)+1)
			return false
		}
		p.At += n
		i := p.At
		for i < len(text) && text[i] == '-' {
			i++
		}
		switch {
		case len(text)-i < len("begin "):
			return false
		case rule.HasPrefixFold(text, i, "begin "):
			p.Stage = 2
		case rule.HasPrefixFold(text, i, "end "):
			rest := text[i:min(len(text), i+72)]
			n := strings.Index(rest, dashes)
			if n < 0 {
				if len(rest) == 72 {
					p.Stage = 2
				}
				return false
			}
			for i += n; i < len(text) && text[i] == '-'; {
				i++
			}
			if i == len(text) {
				return false
			}
			p.At = i
			return true
		}
		p.At = i
	}
	return false
}

func secretLabel(label string) bool {
	label = strings.ToUpper(strings.TrimSpace(label))
	return strings.HasSuffix(label, "PRIVATE KEY") || label == "PGP PRIVATE KEY BLOCK" ||
		strings.HasSuffix(label, "PRIVATE KEY BLOCK") || label == "NATS USER JWT" || strings.HasSuffix(label, " NKEY SEED")
}

// keyFollows tells a key from a sentence about keys: somewhere in the first
// bytes is a run of 16 base64 digits, or a header of an encrypted key.
func keyFollows(text string) bool {
	n := 0
	for i := range len(text) {
		c := text[i]
		if n++; !rule.IsAlnum(c) && c != '+' && c != '/' && c != '_' {
			n = 0
		}
		if n == 16 {
			return true
		}
	}
	return strings.Contains(text, "ENCRYPTED")
}

var base64any = rule.Bytes("A-Za-z0-9+/_-")

// encodedPEM finds a whole PEM file in base64 on one line; the label stands
// in its first bytes.
func encodedPEM(text string, at, _ int) (int, int, float64) {
	if base64any.Before(text, at) {
		return 0, 0, 0
	}
	end := base64any.Run(text, at, 64<<10)
	if end-at < 64 {
		return 0, 0, 0
	}
	for pad := 0; pad < 2 && end < len(text) && text[end] == '='; pad++ {
		end++
	}
	if head := decodeHead(text[at : at+64]); !strings.Contains(head, "PRIVATE KEY") && !strings.Contains(head, "NKEY SEED") {
		return 0, 0, 0
	}
	return at, end, 0.95
}
