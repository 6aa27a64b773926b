package personal

import (
	"net/netip"
	"strings"

	"sluice/pkg/scan/rule"
)

func ipv4() []rule.Detector {
	return []rule.Detector{{
		Rule: "ipv4-address", About: "IPv4 address", Validator: "four octets, no loopback, mask or version number", Type: rule.IPAddress, Digits: true, Lead: rule.AllBut("._"),
		Find: findIPv4, Revision: 1, Hold: rule.Hold{Reach: `[0-9]{1,3}(?:\.[0-9]{1,4}){3}`, After: 3},
		Match: []string{
			"from «203.0.113.7» at", "http://«198.51.100.23»:8080/x", "ip=«10.0.0.1»,", "[«192.168.1.254»]", "host «172.16.0.0»/12", "«8.8.8.8».", "address «1.2.3.4»", "addr«203.0.113.7»",
		},
		NoMatch: []string{
			"256.1.1.1", "1.2.3", "1.2.3.4.5", "version 1.2.3.4", "v1.2.3.4", "127.0.0.1", "0.0.0.0", "255.255.255.255", "Chrome/120.0.0.0", "1.02.3.4", "pkg-1.2.3.4.tar", "pip install x==1.2.3.4", "1.2.3.4-beta", "section 1.2.3.4a",
		},
	}}
}

func ipv6() []rule.Detector {
	return []rule.Detector{{
		Rule: "ipv6-address", About: "IPv6 address", Validator: "RFC 4291 form, no loopback", Type: rule.IPAddress,
		Literals: []string{":"}, Find: findIPv6, Revision: 1,
		Hold: rule.Hold{Reach: `:[0-9A-Fa-f.]{0,4}:[0-9A-Fa-f:.]{0,48}`, After: 1, Back: rule.BackRun(rule.Bytes("0-9A-Fa-f"), 5), Most: 5},
		Match: []string{
			"«2001:db8:85a3:8d3:1319:8a2e:370:7348»", "from «2001:db8::8a2e:370:7334»,", "http://[«2001:db8::1»]:80/", "«fe80::1ff:fe23:4567:890a»%eth0", "ip: «6e40:4041:c617:e898:c11:40d2:c669:2eb4».", "«fd12:3456:789a::1»/48",
			"«2001:DB8::FF00:42:8329»",
		},
		NoMatch: []string{
			"12:34:56", "std::vector", "a::b", "::1", "::", "dead::beef", "aa:bb:cc:dd:ee:ff", "face::add(1)", "10:20:30:40", "{\"a\":1}", "ff:ff:ff:ff:ff:ff:ff:ff:ff:ff", "50:06:01:60:3b:a0:11:22", "2001:db8::1::2", "time 12:30: ok",
		},
	}}
}

// findIPv4 reads four numbers up to 255 without leading zeros. Loopback, the
// unspecified address and broadcast tell of nobody and are left alone.
func findIPv4(text string, at, end int) (int, int, float64) {
	if end-at > 3 || end >= len(text) || text[end] != '.' || at > 0 && (text[at-1] == '.' || text[at-1] == '_') {
		return 0, 0, 0
	}
	i := at
	for octet := range 4 {
		n, digits := 0, 0
		for ; i < len(text) && rule.IsDigit(text[i]) && digits < 4; i++ {
			n = n*10 + int(text[i]-'0')
			digits++
		}
		if digits == 0 || digits > 3 || n > 255 || digits > 1 && text[i-digits] == '0' {
			return 0, 0, 0
		}
		if octet < 3 {
			if i >= len(text) || text[i] != '.' {
				return 0, 0, 0
			}
			i++
		}
	}
	if i < len(text) && (rule.IsAlnum(text[i]) || text[i] == '_') ||
		i+1 < len(text) && (text[i] == '.' && rule.IsAlnum(text[i+1]) || text[i] == '-' && rule.IsLetter(text[i+1])) {
		return 0, 0, 0
	}
	switch ip := text[at:i]; {
	case strings.HasPrefix(ip, "127."), ip == "0.0.0.0", ip == "255.255.255.255", versioned(text, at, i):
		return 0, 0, 0
	}
	return at, i, 0.85
}

// versioned says whether what stands before four numbers makes a version of
// them: v1.2.3.4, version 1.2.3.4, name/1.2.3.4, name==1.2.3.4, name-1.2.3.4.
func versioned(text string, at, end int) bool {
	if rule.Near(text, at, at, 24, 0, "version", "release", "firmware", "build ", "section", "chapter", "clause", "rfc ", "sec ", "ver.", "rev ") {
		return true
	}
	if at == 0 {
		return false
	}
	switch c := text[at-1]; {
	case c|0x20 == 'v':
		return at < 2 || !rule.IsLetter(text[at-2])
	case c == '/' || c == '-':
		return at > 1 && rule.IsLetter(text[at-2]) && !rule.Near(text, at, end, 24, 0, "ip", "addr", "host", "server", "inet")
	case c == '=':
		return at > 1 && strings.IndexByte("=~<>", text[at-2]) >= 0
	case c == '^' || c == '~' || c == '@' && at > 1 && rule.IsAlnum(text[at-2]):
		return true
	}
	return false
}

// findIPv6 takes the whole run of hexadecimal digits, colons and dots around
// its first colon, where that is an address.
func findIPv6(text string, at, _ int) (int, int, float64) {
	start := at
	for start > 0 && at-start < 5 && rule.IsHex(text[start-1]) {
		start--
	}
	if at-start > 4 || start > 0 && (rule.IsAlnum(text[start-1]) || text[start-1] == ':' || text[start-1] == '.' || text[start-1] == '_') {
		return 0, 0, 0
	}
	end, colons := at, 0
	for end < len(text) && end-start < 46 && (rule.IsHex(text[end]) || text[end] == ':' || text[end] == '.') {
		if text[end] == ':' {
			colons++
		}
		end++
	}
	if colons < 2 || colons < 6 && !strings.Contains(text[at:end], "::") || end < len(text) && (rule.IsAlnum(text[end]) || text[end] == '_') {
		return 0, 0, 0
	}
	for end > at && (text[end-1] == '.' || text[end-1] == ':' && (end-1 == at || text[end-2] != ':')) {
		end--
	}
	ip, err := netip.ParseAddr(text[start:end])
	if err != nil || !ip.Is6() || !telling(ip, text[start:end]) {
		return 0, 0, 0
	}
	return start, end, 0.9
}

// telling says whether an address is one that a host has, and not a scope
// operator between two names, a time, or a row of bytes.
func telling(ip netip.Addr, written string) bool {
	if ip.IsLoopback() || ip.IsUnspecified() {
		return false
	}
	if !strings.Contains(written, "::") {
		for g := range strings.SplitSeq(written, ":") {
			if len(g) != 2 {
				return true
			}
		}
		return false
	}
	first := ip.As16()[0]
	return first&0xe0 == 0x20 || first&0xfe == 0xfc || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.Is4In6() || strings.HasPrefix(strings.ToLower(written), "64:ff9b::")
}
