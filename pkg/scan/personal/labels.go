package personal

import "sluice/pkg/scan/rule"

// labels returns the detectors of what only a label tells.
func labels() []rule.Detector {
	return []rule.Detector{
		labelled{
			Rule: "us-driver-license", Type: "US_DRIVER_LICENSE", About: "US driver's license of any state", Score: 0.7,
			Words: []string{"driver license", "drivers license", "driver's license", "driver’s license", "driving license", "driver_license", "drivers_license", "driverlicense",
				"driver's licence", "driver licence", "drivers licence", "driver lic", "driver's lic", "drivers lic", "dl number", "dl no", "dl#", "dl #", "dl:", "license number", "license no", "licence number"},
			Takes: func(v string) bool { return numberOf(5, 14, 3)(v) || washington(v) }, Unless: []string{"software", "medical", "plate", "product"},
			Match:   []string{"driver's license: «D1234567»", "Driver License No. «S514-1234-5678»", "my drivers license is «123456789».", `{"driver_license":"«F25592150094»"}`, "DL# «WDLABCD456DG»"},
			NoMatch: []string{"D1234567", "driver license expires 2027-01-01", "driver license version 2.0", "software license number 12345678", "driver's license at 18", "drivers license: yes"},
		}.detector(),
		labelled{
			Rule: "us-bank-number", Type: "US_BANK_NUMBER", About: "number of a bank account", Score: 0.7,
			Words: []string{"bank account", "account number", "account no", "account #", "acct", "checking account", "savings account", "bank_account", "account_number", "accountnumber", "bankaccount", "account num", "bank acc"},
			Takes: numberOf(8, 17, 0), Unless: []string{"aws", "azure", "amazon", "cloud", "google", "utility", "twilio"},
			Match:   []string{"bank account number: «945456787654»", "my account number is «12345678901»", `{"account_number":"«00123456789»"}`, "acct. «98765-43210»", "savings account «1029384756»"},
			NoMatch: []string{"945456787654", "aws account number 123456789012", "bank account opened 2024-01-05", "account number 1234", "account number 1234567890123456789", "acct: 00000000"},
		}.detector(),
		labelled{
			Rule: "medical-record-number", Type: "MEDICAL_RECORD_NUMBER", About: "number of a patient's record", Score: 0.75,
			Words:   []string{"medical record", "mrn", "patient id", "patient number", "patient no", "patient identifier", "patient_id", "patientid", "health record", "hospital number", "chart number", "krankenakte", "patientennummer", "dossier médical", "historia clínica"},
			Takes:   numberOf(5, 14, 4),
			Match:   []string{"MRN: «00456789»", "medical record number is «MR-123456»", "Patient ID «P1234567» was seen", `{"mrn":"«12-34-567»"}`, "MRN«0045678»", "Hospital number «H0012345»."},
			NoMatch: []string{"00456789", "medical records of 2023", "MRN: 123", "patient id in 2024-05-06", "patient_id = row[12345678901234567890]", "mrn 1.2.3456", "01m84kacca0xyz7ss9mrn123456"},
		}.detector(),
		labelled{
			Rule: "policy-number", Type: "POLICY_NUMBER", About: "number of an insurance policy or of a member", Score: 0.7,
			Words: []string{"policy number", "policy no", "policy #", "policy_number", "policynumber", "policy id", "insurance number", "insurance id", "member id", "member number", "subscriber id", "group number", "claim number", "claim no", "insurance policy",
				"versicherungsschein", "policennummer", "numéro de police", "número de póliza", "numero di polizza"},
			Takes: numberOf(6, 16, 5), Unless: []string{"password", "security"},
			Match:   []string{"policy number «POL-1234567»", "Policy No: «AB123456789»", "member ID «W123456789» with Aetna", `{"policy_number":"«H12-3456789»"}`, "claim number «2024-0012345»"},
			NoMatch: []string{"POL-1234567", "policy number 12", "password policy number 1234567", "policy no. 3 says", "insurance policy since 2019-03-04", "policy id in version 10.20.30"},
		}.detector(),
		identity{
			Rule: "us-dea-number", Type: "MEDICAL_LICENSE", About: "US registration of a prescriber (DEA)", Validator: "check digit of the DEA",
			Forms: []form{{Mask: "@@#######"}, {Mask: "@9#######"}}, Check: deaCheck,
			Words:   []string{"dea", "medical license", "prescriber", "practitioner", "controlled substance"},
			Match:   []string{"DEA «AB1234563»", "dea number: «BG1234563»", `{"dea":"«F91234563»"}`, "Prescriber «MS5614688», Dr. Who"},
			NoMatch: []string{"AB1234563", "DEA AB1234564", "DEA IB1234563", "the idea AB1234563x", "DEA number AB12345634"},
		}.detector(),
	}
}

// deaCheck is twice the sum of the second, fourth and sixth digits and the sum
// of the others; its last digit is the seventh (21 CFR 1301, DEA's manual).
func deaCheck(id string) bool {
	switch id[0] {
	case 'I', 'N', 'O', 'Q', 'V', 'W', 'Y', 'Z':
		return false
	}
	return weighted(id[2:], 1, 2, 1, 2, 1, 2)%10 == digitAt(id, 8)
}

// washington is the form of the state of Washington, of letters and few digits.
func washington(v string) bool {
	k := rule.KindsOf(v)
	return len(v) == 12 && k.Upper >= 5 && k.Digit >= 3 && k.Upper+k.Digit == 12
}
