// Package atrest looks for raw secrets in everything that Sluice leaves behind:
// files, streams, log lines and answers, while prompts are held, after failures
// and after crashes. The search itself is here too, and knows the encodings in
// which a secret hides. It is for tests; the product scans with pkg/scan.
package atrest
