import type { Language } from "../types.js";

declare const language: Language;
export default language;
