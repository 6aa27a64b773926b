package benign

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/big"
	"time"
)

// blobs are long runs without words.
func blobs() []kind {
	return []kind{
		{"base64-image", perKind, nil, base64Image},
		{"certificate", perKind, nil, certificate},
		{"public-key", perKind, nil, publicKey},
		{"minified", perKind, nil, minified},
		{"embeddings", perKind, nil, embeddings},
		{"encoded-text", perKind, nil, encodedText},
		{"sequences", perKind, nil, sequences},
	}
}

func base64Image(d *dice) string {
	side := d.between(8, 24)
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		img.Set(i%side, i/side, color.RGBA{byte(d.IntN(4) * 60), byte(i), byte(d.IntN(256)), 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a buffer takes everything
	}
	return fmt.Sprintf(d.pick("<img alt=\"\" src=\"data:image/png;base64,%s\">", "What is on this picture? data:image/png;base64,%s", "{\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}"), base64.StdEncoding.EncodeToString(b.Bytes()))
}

// certificate is a public one, signed by a key that is thrown away.
func certificate(d *dice) string {
	key := ed25519.NewKeyFromSeed(d.bytes(ed25519.SeedSize))
	from := d.time().Truncate(time.Second)
	c := &x509.Certificate{SerialNumber: new(big.Int).SetBytes(d.bytes(16)), Subject: pkix.Name{CommonName: d.word() + ".example.com", Organization: []string{d.title()}},
		DNSNames: []string{d.word() + ".example.com"}, NotBefore: from, NotAfter: from.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(nil, c, c, key.Public(), key)
	if err != nil {
		panic(err) // everything in it is fixed by the seed
	}
	return d.asked(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), "When does this certificate expire?", "Decode:")
}

func publicKey(d *dice) string {
	return d.asked(string(pem.EncodeToMemory(&pem.Block{Type: d.pick("PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "X509 CRL", "PGP SIGNATURE"), Bytes: append([]byte{0x30, 0x82, 1, 0x22}, d.bytes(d.between(90, 500))...)})),
		"How long is this key?", "Convert to JWK.")
}

func minified(d *dice) string {
	var b bytes.Buffer
	for range d.between(20, 60) {
		fmt.Fprintf(&b, d.pick("!function(%[1]s,%[2]s){return %[1]s.%[3]s(%[2]s)||%[4]d}(", "var %[1]s=%[2]s[%[4]d],%[3]s=\"%[5]s\";", "case %[4]d:%[1]s=%[2]s.%[3]s(\"%[5]s\");break;", "%[1]s.exports={%[3]s:\"%[5]s\"};"),
			d.from(letters, 1), d.from(letters, 1), d.word(), d.IntN(1e5), d.pick(d.hex(20), d.word(), d.from(letters+capitals+decimal, 22)))
	}
	return "Beautify this:\n" + b.String() + "\n//# sourceMappingURL=" + d.word() + "." + d.hex(8) + ".js.map"
}

func embeddings(d *dice) string {
	var b bytes.Buffer
	for range d.between(40, 120) {
		fmt.Fprintf(&b, "%.*f, ", d.between(5, 17), d.Float64()*2-1)
	}
	return "Which of these vectors is closest?\n[" + b.String() + "0.0]"
}

// encodedText is harmless text in the encodings that secrets hide in.
func encodedText(d *dice) string {
	text := d.words(d.between(10, 60), " ") + "."
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err) // a buffer takes everything
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return "Decode: " + d.pick(base64.StdEncoding.EncodeToString([]byte(text)), base64.URLEncoding.EncodeToString([]byte(text)), fmt.Sprintf("%x", text), base64.StdEncoding.EncodeToString(z.Bytes()))
}

func sequences(d *dice) string {
	return d.asked(d.lines(d.between(3, 8), func(i int) string {
		return fmt.Sprintf(">seq%d %s\n%s", i, d.word(), d.from(d.pick("ACGT", "ACDEFGHIKLMNPQRSTVWY"), d.between(60, 180)))
	}), "Align these sequences.", "Which organism is this?")
}
