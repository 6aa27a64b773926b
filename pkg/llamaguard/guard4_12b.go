package llamaguard

// guard412B is Llama Guard 4 12B: Llama 4's special tokens. S14 is for text only, which is all that is sent here:
// an image never reaches the prompt, since <|image|> in a turn is neutralised.
// Source: llama.com, model cards and prompt formats, Llama Guard 4.
func guard412B() model {
	return model{
		name:  "llama-guard-4-12b",
		codes: firstCodes(14),
		bos:   "<|begin_of_text|>",
		open:  "<|header_start|>",
		shut:  "<|header_end|>",
		end:   "<|eot|>",
	}
}
