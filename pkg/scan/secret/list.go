// Package secret has the detectors of secrets: keys, tokens, passwords. One
// file is one family of providers, with what each rule must and must not match
// beside it. The forms are those that the providers document.
//
// It scans nothing by itself: package scan compiles and runs the detectors.
package secret

import (
	"slices"

	"sluice/pkg/scan/rule"
)

// Detectors returns all detectors of secrets, one family after another.
func Detectors() []rule.Detector {
	return slices.Concat(
		aws(), gcp(), azure(), github(), gitlab(), slack(), stripe(), openAI(), anthropic(), natsCreds(), sluice(),
		providersAtoL(), providersMtoZ(), providersByName(),
		jwt(), jwtShaped(), pem(), connectionURLs(), connectionStrings(), keyValues(), keywordToken(), prefixShaped(), credentialWords(), dottedTokens(), urlUserTokens(), drawnValues(), commonPasswords(), commandLines(), passwordHashes(), httpAuth(),
		barePasswords(), sqlPasswords(), passwordCalls(), toolPasswords(), foreignPasswords(), toldPasswords(), loginPairs(), sealingPasswords(), storedSecrets(), secretLinks(),
		wallets(), networkDevices(), signedURLs(), webhookPaths(), cookies(), platformSecrets(), documentedPrefixes(), namedValues(), clientCalls(), appPasswords(), passphrases(), authorizations(),
		aiTokens(), developmentTokens(), businessTokens(), hostingTokens(), paymentTokens(), workTokens(), numberJoined(), hexJoined(),
	)
}
