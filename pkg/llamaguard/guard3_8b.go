package llamaguard

// guard38B is Llama Guard 3 8B: Llama 3.1's special tokens, all fourteen categories. "According our" is in the
// published text.
func guard38B() model {
	return llamaGuard("llama-guard-3-8b", 14, llamaWords{
		open: "<|start_header_id|>", shut: "<|end_header_id|>", end: "<|eot_id|>", according: "according",
	})
}
