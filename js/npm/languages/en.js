/** English. The engine carries its texts, and every text that another language lacks is taken from them. */
export default { language: "en", texts: {} };
