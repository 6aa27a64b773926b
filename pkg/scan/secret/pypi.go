package secret

import "sluice/pkg/scan/rule"

func pypi() []rule.Detector {
	return []rule.Detector{
		prefixed{
			Rule: "pypi-token", About: "PyPI upload token, a macaroon of the package index or its test index",
			Prefixes: []string{"pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw"}, Body: `[A-Za-z0-9_-]{50,1000}`,
			Bits:    3,
			Match:   []string{"PYPI_TOKEN=«pypi-AgEIcHlwaS5vcmc4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»", "Authorization: Bearer «pypi-AgEIcHlwaS5vcmc4eXampLE0kT7bQz3VnW5EXAMPLEexample0123456789rJ8yHs»"},
			NoMatch: []string{"pypi-AgEIcHlwaS5vcmc", "pypi-AgEIcHlwaS5vcmcyour-key-here", "pypi-AgEIcHlwaS5vcmcxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pypi-AgEIcHlwaS5vcmc4eXampLE0kT7bQz3"},
		}.detector(),
	}
}
