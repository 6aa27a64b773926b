package llamaguard

// guard412B is Llama Guard 4 12B: Llama 4's special tokens. S14 is for text only, which is all that is sent here:
// an image never reaches the prompt, since <|image|> in a turn is neutralised. Where its template and
// its page differ, testdata/published says which is followed.
func guard412B() model {
	return llamaGuard("llama-guard-4-12b", 14, llamaWords{
		open: "<|header_start|>", shut: "<|header_end|>", end: "<|eot|>", according: "according to",
	})
}
