package llamaguard

// guard38B is Llama Guard 3 8B: Llama 3.1's special tokens, all fourteen categories.
// Source: llama.com, model cards and prompt formats, Llama Guard 3.
func guard38B() model {
	return model{
		name:  "llama-guard-3-8b",
		codes: firstCodes(14),
		bos:   "<|begin_of_text|>",
		open:  "<|start_header_id|>",
		shut:  "<|end_header_id|>",
		end:   "<|eot_id|>",
	}
}
