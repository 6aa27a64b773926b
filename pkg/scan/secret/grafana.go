package secret

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"strings"

	"sluice/pkg/scan/rule"
)

func grafana() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "grafana-service-account-token", About: "Grafana service account token", Prefixes: []string{"glsa_"}, Body: `[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}`, Bits: 3,
			Check: grafanaCRC, Validator: "CRC-32 of what stands before it in the last eight hex digits, which makes it sure",
			Match:   []string{"Authorization: Bearer «glsa_EXAMPLEexample0123456789EXAMPLEx_0a1b2c3d»", "GRAFANA_TOKEN=«glsa_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW_9f8e7d6c»"},
			NoMatch: []string{"glsa_", "glsa_short_0a1b2c3d", "glsa_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx_xxxxxxxx", "glsa_EXAMPLEexample0123456789EXAMPLEx_zzzzzzzz"},
		}.detector(),
		prefixed{
			Rule: "grafana-cloud-token", About: "Grafana Cloud access policy token", Prefixes: []string{"glc_"}, Body: `[A-Za-z0-9+/]{32,400}={0,2}`, Bits: 3.3, Left: wordByte,
			Match:   []string{"GRAFANA_CLOUD_TOKEN=«glc_eyJvIjoiMTIzNDU2IiwibiI6ImV4YW1wbGUiLCJrIjoiRVhBTVBMRWV4YW1wbGUwMTIzNDUifQ==»"},
			NoMatch: []string{"glc_", "glc_eyJvIjoi", "glc_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
		prefixed{
			Rule: "grafana-api-key", About: "Grafana API key of the older form (base64 of its JSON)", Prefixes: []string{"eyJrIjoi"}, Body: `[A-Za-z0-9+/]{40,400}={0,2}`, Bits: 3.3,
			Match:   []string{"Authorization: Bearer «eyJrIjoiRVhBTVBMRWV4YW1wbGUwMTIzNDU2Nzg5IiwibiI6Im15a2V5IiwiaWQiOjF9»"},
			NoMatch: []string{"eyJrIjoi", "eyJrIjoiRVhBTVBMRQ", "eyJrIjoixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
		}.detector(),
	}
}

// grafanaCRC compares the checksum (Grafana source, package satokengen): CRC-32
// of all before the last underscore, little-endian, in hex. One that does not
// fit is believed too, but less.
func grafanaCRC(body string) float64 {
	i := strings.LastIndexByte(body, '_')
	sum := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte("glsa_"+body[:i])))
	if hex.EncodeToString(sum) == strings.ToLower(body[i+1:]) {
		return 1
	}
	return 0.95
}
