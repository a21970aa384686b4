import type { Language } from "../types.js";

declare const language: (rules: Language["texts"]) => Language;
export default language;
