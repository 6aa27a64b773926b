package devmodel

import "fmt"

// Leaked is what sluice-dev/leak and the error bodies give away. Every value is made up or published for tests:
// Amazon's documentation key, the payment industry's test card, the IBAN of the standard's registry, an invented
// social security number, and an address and a phone number from ranges reserved for fiction.
type Leaked struct {
	KeyID, Secret, Card, IBAN, SSN, Email, Phone string
}

// Leak gives the made-up values, for tests that look for them.
func Leak() Leaked {
	return Leaked{
		KeyID:  "AKIA" + "IOSFODNN7EXAMPLE",
		Secret: "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY",
		Card:   "4111 1111 1111 1111",
		IBAN:   "DE89370400440532013000",
		SSN:    "512-45-6789",
		Email:  "jane.roe@example.com",
		Phone:  "+44 20 7946 0958",
	}
}

// text is the leak as prose.
func (l Leaked) text() string {
	return fmt.Sprintf("Of course! aws_access_key_id=%s aws_secret_access_key=%s, card %s, IBAN %s, SSN %s, write to %s or call %s.",
		l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone)
}

// reasoning is the leak as the thoughts before the answer.
func (l Leaked) reasoning() string {
	return fmt.Sprintf("The user wants the key %s with %s, card %s, IBAN %s, SSN %s, %s, %s. I should not, but I am a test.",
		l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone)
}

// arguments is the leak as a tool call's JSON.
func (l Leaked) arguments() string {
	return string(encode(struct {
		KeyID  string `json:"key_id"`
		Secret string `json:"aws_secret_access_key"`
		Card   string `json:"card"`
		IBAN   string `json:"iban"`
		SSN    string `json:"ssn"`
		Email  string `json:"email"`
		Phone  string `json:"phone"`
	}{l.KeyID, l.Secret, l.Card, l.IBAN, l.SSN, l.Email, l.Phone}))
}

// tokens gives each piece a made-up probability and its bytes as numbers, where a careless gate does not look.
func tokens(parts []string) []tokenLogprob {
	out := make([]tokenLogprob, len(parts))
	for i, p := range parts {
		numbers := make([]int, len(p))
		for k := range len(p) {
			numbers[k] = int(p[k])
		}
		out[i] = tokenLogprob{Token: p, Logprob: -0.25, Bytes: numbers, TopLogprobs: []tokenLogprob{}}
	}
	return out
}
