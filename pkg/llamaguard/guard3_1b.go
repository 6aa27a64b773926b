package llamaguard

// guard31B is Llama Guard 3 1B: as the 8B, but it was not trained on S14. (The template in its tokenizer file has one
// more blank before <|eot_id|>; it is left out, as Meta's own stack and Ollama do.)
func guard31B() model {
	return llamaGuard("llama-guard-3-1b", 13, llamaWords{
		open: "<|start_header_id|>", shut: "<|end_header_id|>", end: "<|eot_id|>", according: "according",
	})
}
