import type { Language } from '../act.ts';

/**
 * Function words that are not ranked, folded. "not" is one of them and never an operator. Numbers and one-letter words
 * ("AI", "5", "b") are content here: people look for places.
 */
const ENGLISH =
  'a an the of and or in on to for by with from at as is are was were be been being it its this that these those which who whom whose ' +
  'what when where how why do does did has have had having not no nor so such than then there their they them he she his her him we our us you your i me my ' +
  'will would shall should can could may might must if into under over about any all each other s t ' +
  'also only own same too very out up down off again further once here both few more most some between through during before after above below because until while against';

const SPANISH =
  'el la los las lo un una unos unas de del al a ante bajo con contra desde en entre hacia hasta para por segun sin sobre tras y e o u ni que ' +
  'quien quienes cual cuales cuyo cuya cuyos cuyas cuando donde como si no se su sus le les me mi mis te tu tus nos nuestro nuestra ' +
  'es son era eran fue fueron ser sera seran sido sea sean esta estan este estos esa ese esas esos estas aquel aquella aquellos aquellas ello ellos ella ellas ' +
  'ha han haya hayan habia haber he hay pero mas tambien ya porque pues asi cada todo toda todos todas otro otra otros otras mismo misma mismos mismas cuanto ' +
  'debe deben debera deberan puede pueden podra podran';

const WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(ENGLISH.split(' ')),
  es: new Set(SPANISH.split(' ')),
};

export function isStopWord(folded: string, language: Language): boolean {
  return WORDS[language].has(folded);
}
