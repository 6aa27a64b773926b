// Package plant makes secrets and data of persons for tests, the same on every run,
// each where it might stand in a text. None is anybody's.
package plant

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"sluice/loadtest/streams/voice"
)

// Plant is a made-up secret, or datum of a person, where it stands.
type Plant struct {
	Kind          string
	Before, After string
	Value         string
}

// Text is the whole of it.
func (p Plant) Text() string { return p.Before + p.Value + p.After }

// pieceSize is the longest piece of a value that may be anywhere by chance.
const pieceSize = 6

// Leaked is the first value of which a piece of pieceSize bytes is in text.
func Leaked(text string, values ...string) (string, bool) {
	for _, v := range values {
		for i := 0; i+pieceSize <= len(v); i++ {
			if strings.Contains(text, v[i:i+pieceSize]) {
				return fmt.Sprintf("bytes %d to %d of a value of %d", i, i+pieceSize, len(v)), true
			}
		}
	}
	return "", false
}

const (
	digits  = "0123456789"
	lower   = "abcdefghijklmnopqrstuvwxyz"
	upper   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum   = lower + upper + digits
	base64s = alnum + "+/"
	url64   = alnum + "-_"
)

// maker makes random values from a seed, so that each run has the same.
type maker struct{ *rand.Rand }

func (m maker) of(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[m.IntN(len(alphabet))]
	}
	return string(b)
}

// luhn ends a card's number with its check digit.
func luhn(number string) string {
	sum := 0
	for i := range number {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return number + string(rune('0'+(10-sum%10)%10))
}

// iban is a German account number with its check digits (ISO 13616).
func iban(account string) string {
	rest := 0
	for _, c := range account + "131400" { // DE00
		rest = (rest*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("DE%02d%s", 98-rest, account)
}

func (m maker) pem() string {
	body := m.of(base64s, 256)
	return "-----BEGIN RSA " + "PRIVATE KEY-----\n" + strings.Join(voice.Cut(body, 64), "\n") + "\n-----END RSA " + "PRIVATE KEY-----"
}

func (m maker) jwt() string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"HS256","typ":"JWT"}`) + "." + part(`{"sub":"`+m.of(digits, 10)+`","id":"`+m.of(lower, 12)+`"}`) + "." + m.of(url64, 43)
}

// kinds makes one plant of each kind.
func (m maker) kinds() []Plant {
	in := func(kind, before, value, after string) Plant {
		return Plant{Kind: kind, Before: before, Value: value, After: after}
	}
	return []Plant{
		in("aws id", "the id is ", "AKIA"+m.of(upper+"234567", 16), "."),
		in("aws secret", "aws_secret_access_key=", m.of(base64s, 40), " there"),
		in("github", "clone with ", "ghp_"+m.of(alnum, 36), " now"),
		in("github new", "or ", "github_pat_"+m.of(alnum, 22)+"_"+m.of(alnum, 59), ","),
		in("gitlab", "for CI: ", "glpat-"+m.of(alnum, 20), "\n"),
		in("slack", "bot ", "xoxb-"+m.of(digits, 12)+"-"+m.of(digits, 12)+"-"+m.of(alnum, 24), "."),
		in("stripe", "charge with ", "sk_live_"+m.of(alnum, 24), "!"),
		in("openai", "Set ", "sk-proj-"+m.of(url64, 20)+"T3BlbkFJ"+m.of(url64, 20), " as usual"),
		in("anthropic", "or ", "sk-ant-api03-"+m.of(url64, 90)+"AA", "; "),
		in("google", "maps: ", "AIza"+m.of(alnum, 35), " ok"),
		in("azure", "AccountKey=", m.of(base64s, 86)+"==", ";"),
		in("sluice", "his ", "slc_"+m.of(alnum, 12)+"_"+m.of(url64, 43), " expired"),
		in("jwt", "signed in as ", m.jwt(), " today"),
		in("pem", "here:\n", m.pem(), "\nKeep it"),
		in("url", "postgres://shop:", m.of(alnum, 18), "@db.internal/shop"),
		in("bearer", "Authorization: Bearer ", m.of(alnum, 40), "\n"),
		in("password", "password: ", m.of(lower, 4)+m.of(digits, 4)+m.of(upper, 4)+"!x", "\n"),
		in("card", "paid by ", luhn("4"+m.of(digits, 14)), ", thanks"),
		in("iban", "to ", iban(m.of(digits, 18)), " on Monday"),
		in("ssn", "SSN ", fmt.Sprintf("5%02d-%02d-%04d", 10+m.IntN(80), 10+m.IntN(80), 1000+m.IntN(8000)), " on file"),
		in("e-mail", "ask ", m.of(lower, 9)+"."+m.of(lower, 7)+"@"+m.of(lower, 8)+".org", " about it"),
		in("phone", "call ", "+44 20 7946 0"+m.of(digits, 3), " before noon"),
		in("ipv4", "host ", fmt.Sprintf("2%02d.1%02d.%d.%d", m.IntN(50), m.IntN(99), 100+m.IntN(99), 100+m.IntN(99)), " is down"),
		in("ipv6", "and ", fmt.Sprintf("2a0%d:%04x:%04x:%04x::%04x", 1+m.IntN(8), 0x1000+m.IntN(0xe000), 0x1000+m.IntN(0xe000), 0x1000+m.IntN(0xe000), 0x1000+m.IntN(0xe000)), " too"),
	}
}

// Make makes n of all kinds in turn. They stand far enough from each other
// to be of no kind together.
func Make(n int) []Plant {
	m := maker{rand.New(rand.NewPCG(7, 31))}
	var out []Plant
	for len(out) < n {
		for _, p := range m.kinds() {
			p.Before = "\n\nThe note on the gate says: " + p.Before
			p.After += " and that was all the miller wrote."
			out = append(out, p)
		}
	}
	return out[:n]
}

// SplitAt is one text of the plants, each value cut before its byte n, those that
// have one; begun by the plant at first.
func SplitAt(plants []Plant, n, first int) []string {
	var pieces []string
	piece := ""
	for _, p := range slices.Concat(plants[first:], plants[:first]) {
		if n < len(p.Value) {
			pieces = append(pieces, piece+p.Before+p.Value[:n])
			piece = p.Value[n:] + p.After
		}
	}
	return append(pieces, piece)
}
