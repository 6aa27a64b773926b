package secret

import "sluice/pkg/scan/rule"

func wordPress() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "wordpress-salt", Type: rule.Secret, Score: 0.95, About: "WordPress key or salt in wp-config.php", Validator: "structure, entropy", Joins: false,
			Literals: []string{"define("},
			Pattern:  `define\([ ]?['"](?:(?:SECURE_)?AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['"],[ \t]{0,12}['"]([^'"\n]{64})['"]`,
			Check:    rule.Random(0, 4, 0.95),
			Revision: 1,
			Match:    []string{"define('AUTH_KEY',         '«Ex{m9$p1E-kq8+exAMple|0!Zr5#tv7(uW3)yX2*sB6^nC4%dG=hJ?fKkL/aA,oP»');"},
			NoMatch:  []string{"define('AUTH_KEY', 'put your unique phrase here');", "define('AUTH_KEY',         'Ex{m9$p1E-kq8+exAMple|0!Zr5#tv7(uW3)yX2*sB6^nC4%dG=hJ?fKkL/", "xxxxxx('xxxx_xxx',         'xx{xx$xxx-xxx+xxxxxxx|x!xxx#xxx(xxx)xxx*xxx^xxx%xx=xx?xxxx/xx,xx');"},
		},
	}
}
