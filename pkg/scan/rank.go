package scan

// rank orders types by what is worse to miss and harder to mistake; 0 wins. Of
// overlapping findings of types of one rank, that of the first name wins.
func rank(t Type) int {
	switch t {
	case Secret:
		return 0
	case IBANCode, "CRYPTO", "CUSTOMER_DATA": // what stands in a list of the user's is known to be it
		return 1
	case CreditCard:
		return 2
	case EmailAddress: // numbers in its local part are part of it
		return 3
	case USSSN:
		return 4
	case IPAddress, "MAC_ADDRESS", "COORDINATES":
		return 6
	case "DATE_OF_BIRTH":
		return 7
	case PhoneNumber:
		return 8
	case "TR_PHONE_NUMBER", "PH_MOBILE_NUMBER": // where PhoneNumber is not sure of one
		return 9
	case "UK_POSTCODE", "DE_PLZ", "DE_KFZ", "UK_VEHICLE_REGISTRATION", "IN_VEHICLE_REGISTRATION", "NG_VEHICLE_REGISTRATION", "TR_LICENSE_PLATE",
		"US_BANK_NUMBER", "US_DRIVER_LICENSE", "MEDICAL_RECORD_NUMBER", "POLICY_NUMBER": // no check digit
		return 10
	case "LOCATION", "ORGANIZATION", "PERSON":
		return 11
	case "URL":
		return 12
	case "DATE_TIME":
		return 13
	case "AGE":
		return 14
	case "NRP":
		return 15
	}
	return 5 // numbers that a state or a registry gives
}
