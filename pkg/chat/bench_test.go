package chat

import (
	"fmt"
	"strings"
	"testing"
)

// requestOf returns a request body of about size bytes: a conversation of plain text.
func requestOf(size int) []byte {
	var b strings.Builder
	b.WriteString(`{"model":"llama3.3:70b","temperature":0.7,"max_tokens":512,"user":"u-123","messages":[{"role":"system","content":"You answer briefly."}`)
	text := strings.Repeat("The quick brown fox jumps over the lazy dog, and says \\\"why not?\\\" to it.\\n", 6)
	for i := 0; b.Len() < size-2; i++ {
		role := "user"
		if i%2 == 1 {
			role = "assistant"
		}
		n := min(len(text), max(size-b.Len()-34, 0))
		n = strings.LastIndexByte(text[:n], ' ') + 1
		fmt.Fprintf(&b, `,{"role":%q,"content":"%s"}`, role, text[:n])
		if n == 0 {
			break
		}
	}
	b.WriteString("]}")
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, size := range []int{2 << 10, 128 << 10} {
		body := requestOf(size)
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(body, Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkValidateRequest(b *testing.B) {
	v := newValidator(b)
	for _, size := range []int{2 << 10, 128 << 10} {
		doc, err := Parse(requestOf(size), Limits{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := v.ValidateRequest(doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	doc, err := Parse(requestOf(2<<10), Limits{})
	if err != nil {
		b.Fatal(err)
	}
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = doc.AppendJSON(dst[:0])
	}
}
