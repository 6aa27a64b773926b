package secret

import "sluice/pkg/scan/rule"

func virusTotal() []rule.Detector {
	return []rule.Detector{
		weak{
			Rule: "virustotal-api-key", About: "VirusTotal API key",
			Words: []string{"virustotal", "vt_api", "vt_key", "virus_total", "x-apikey"}, Value: `[0-9a-f]{64}`, Bits: 3,
			Match:   []string{"virustotal.api_key = '«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»'", "VIRUSTOTAL_API_KEY=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"VIRUSTOTAL_API_KEY=your_key_here", "virustotal 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "virustotal_version: 0a1b2c", "VIRUSTOTAL_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "virustotal_sha256: 0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		}.detector(),
	}
}
