/** English: the engine carries the texts of the rules in it. Another language brings a whole list of its own. */
export default (rules) => ({ language: "en", texts: rules });
