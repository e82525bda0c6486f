/** Words after which a number in brackets is a place in the law, never the call of a note. */
const PLACE_BEFORE = /(?:\b(?:points?|paragraphs?|articles?|recitals?|section [a-z]|and|or|to|of)|[([,])[\u00a0\s]*$/i;
const DIGIT_BEFORE = /\d[\u00a0\s]*$/;
/** An act's number ("(EU) 2016/679", "2009/119/EC") or a year: no place ends like this. */
const ACT_OR_YEAR_BEFORE = /(?:\d\/\d{1,4}|\b[a-z]{3,}[\u00a0\s]\d{4})[\u00a0\s]*$/i;

/**
 * Removes the calls of footnotes, "… of the Council (29)". The form sets a no-break space in front of a call and a plain
 * one or none in front of a place, so a number is taken for a call only behind a no-break space, and never where it reads as a
 * place.
 */
export function dropNoteCalls(text: string): string {
  return text.replace(/(?<![\u00a0 ])[\u00a0 ]*\u00a0\((\d{1,3})\)/g, (call: string, _digits: string, at: number) => {
    const before = text.slice(Math.max(0, at - 24), at);
    const isPlace = PLACE_BEFORE.test(before) || (DIGIT_BEFORE.test(before) && !ACT_OR_YEAR_BEFORE.test(before));
    return isPlace ? call : '';
  });
}
