package hazard

// heads is the number of categories, one logistic regression each.
const heads = 5

// Codes lists the categories that the classifier knows, as Llama Guard codes: sexual content, hate, violence,
// self-harm, and minors in sexual content. The other nine are never reported.
func Codes() []string { return []string{"S12", "S10", "S1", "S11", "S4"} }
