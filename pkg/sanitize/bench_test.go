package sanitize

import (
	"fmt"
	"strings"
	"testing"

	"sluice/pkg/chat"
	"sluice/pkg/policy"
	"sluice/pkg/scan"
)

// conversation returns a clean request body of about size bytes.
func conversation(size int) []byte {
	const text = `The quick brown fox jumps over the lazy dog, and asks \"why not?\" of it.\nThen it goes on for 20 minutes. `
	var b strings.Builder
	b.WriteString(`{"model":"llama3.3:70b","temperature":0.7,"user":"u-123","metadata":{"ticket":"T-1234"},"messages":[{"role":"system","content":"You answer briefly."}`)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `,{"role":%q,"content":"%s"}`, []string{"user", "assistant"}[i%2], strings.Repeat(text, min(4, (size-b.Len())/len(text)+1)))
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// BenchmarkCleanRequest is what the dlp stage does with a request in which nothing is found.
func BenchmarkCleanRequest(b *testing.B) {
	v, err := chat.NewValidator()
	if err != nil {
		b.Fatal(err)
	}
	s := newTestSanitizer(b)
	for _, size := range []int{2 << 10, 128 << 10} {
		body := conversation(size)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				doc, err := chat.Parse(body, chat.Limits{})
				if err != nil {
					b.Fatal(err)
				}
				if err := v.ValidateRequest(doc); err != nil {
					b.Fatal(err)
				}
				if r := s.Document(doc, policy.Input, pseudonym); r.Counts != nil {
					b.Fatal(r.Counts)
				}
			}
		})
	}
}

// BenchmarkScanOnly is the share of one plain scan of the same bytes.
func BenchmarkScanOnly(b *testing.B) {
	set := scan.Default()
	body := string(conversation(2 << 10))
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		set.Scan(body)
	}
}

// BenchmarkFindings is a request with a secret, a card and an e-mail address.
func BenchmarkFindings(b *testing.B) {
	s := newTestSanitizer(b)
	body := []byte(strings.Replace(string(conversation(2<<10)), "why not", awsKey+" "+card+" "+email, 1))
	b.ReportAllocs()
	for b.Loop() {
		doc, err := chat.Parse(body, chat.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		if r := s.Document(doc, policy.Input, pseudonym); !r.Redacted {
			b.Fatal("nothing found")
		}
	}
}
