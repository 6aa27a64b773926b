// ai with @ai-sdk/openai's chat models.
import { checks } from "./ai-openai.mjs";

export default checks((provider, name) => provider.chat(name));
