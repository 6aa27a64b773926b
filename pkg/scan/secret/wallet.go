package secret

import (
	"strings"

	"sluice/pkg/scan/rule"
)

// wallets are what opens a wallet of a crypto currency: extended private keys
// (BIP 32), the phrases of words that wallets are restored from (BIP 39), and the
// keys of Nostr and Sui.
func wallets() []rule.Detector {
	const base58 = `[1-9A-HJ-NP-Za-km-z]`
	labels := []string{"mnemonic", "seed phrase", "seed_phrase", "seedphrase", "recovery phrase", "recovery_phrase", "secret phrase", "secret_phrase", "backup phrase", "wallet seed", "seed words"}
	return []rule.Detector{
		prefixed{
			Rule: "extended-private-key", About: "extended private key of a wallet (BIP 32)",
			Prefixes: []string{"xprv", "yprv", "zprv", "tprv", "uprv", "vprv"}, Body: base58 + `{107}`,
			Bits: 4, Left: alnum, Right: alnum,
			Match:   []string{"key: «xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi»"},
			NoMatch: []string{"xprv", "xprv9s21ZrQH143K", "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8"},
		}.detector(),
		prefixed{
			Rule: "nostr-private-key", About: "private key of Nostr (NIP-19)",
			Prefixes: []string{"nsec1"}, Body: `[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}`,
			Bits: 3.5, Left: alnum, Right: alnum,
			Match:   []string{"my key is «nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5»"},
			NoMatch: []string{"nsec1", "nsec1abc", "npub1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"},
		}.detector(),
		prefixed{
			Rule: "sui-private-key", About: "private key of Sui",
			Prefixes: []string{"suiprivkey1"}, Body: `[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{50,70}`,
			Bits: 3.5, Left: alnum, Right: alnum,
			Match:   []string{"«suiprivkey1qzwant3kaegmjy4qxex93s0jzvemekkjmyv3r2sjwgnv2y479pgsywhveae»"},
			NoMatch: []string{"suiprivkey1", "suiprivkey1abc"},
		}.detector(),
		{
			Rule: "wallet-seed-phrase", Type: rule.Secret, Score: 0.9, Fold: true, About: "words that a wallet is restored from (BIP 39)", Validator: "12 to 24 words of 3 to 8 letters, none that sentences are made of",
			Literals: labels,
			Pattern: `(?:` + rule.EitherCI(append([]string(nil), labels...)...) + `)[A-Za-z_]{0,12}["'\x60)]{0,2}(?:[ \t]{0,3}(?:[:=]{1,2}|is|->)[ \t\n]{0,3}|[ \t]{1,2})["'\x60(\[]{0,2}` +
				`((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})`,
			Right: rule.Bytes("a-zA-Z0-9"), Check: checkSeedPhrase, Revision: 1,
			Match: []string{
				`mnemonic = "«abandon ability able about above absent absorb abstract absurd abuse access accident»"`,
				"seed phrase: «legal winner thank year wave sausage worth useful legal winner thank yellow»",
			},
			NoMatch: []string{
				"seed phrase: keep the twelve words that restore your wallet away from all other people who might", "mnemonic: abandon ability able", "a mnemonic is one that helps you keep things in mind for the time after today",
			},
		},
	}
}

// checkSeedPhrase rejects sentences: the list of BIP 39 has none of these words.
func checkSeedPhrase(text string, m rule.Match) float64 {
	words := strings.FieldsFunc(text[m.From:m.To], func(r rune) bool { return r == ' ' || r == ',' })
	if n := len(words); n != 12 && n != 15 && n != 18 && n != 21 && n != 24 {
		return 0
	}
	for _, w := range words {
		if oneOf(w, "the", "and", "for", "you", "your", "are", "was", "with", "not", "from", "have", "has", "which", "when", "their", "our", "its", "but", "who", "should", "would", "must", "word", "words", "phrase") {
			return 0
		}
	}
	return 0.9
}
