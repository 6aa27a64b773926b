package llamaguard

// guard31B is Llama Guard 3 1B: as the 8B, but it was not trained on S14. (The template in its tokenizer file has one
// more blank before <|eot_id|> than Meta's page; the page is followed.)
func guard31B() model {
	return model{
		name:  "llama-guard-3-1b",
		codes: firstCodes(13),
		bos:   "<|begin_of_text|>",
		open:  "<|start_header_id|>",
		shut:  "<|end_header_id|>",
		end:   "<|eot_id|>",
	}
}
