import type { Language } from '../../../src/regulations/act.ts';

const EN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const EN_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ES =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const ES_TENS = '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const ES_HUNDREDS =
  '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ');

/** A whole number below ten million in words, written by rules of its own, apart from the reader that it tests. */
export function inWords(number: number, language: Language): string {
  return language === 'en' ? english(number) : spanish(number);
}

function english(number: number): string {
  if (number < 20) return EN[number] ?? '';
  if (number < 100) return `${EN_TENS[Math.floor(number / 10)]}${number % 10 === 0 ? '' : `-${EN[number % 10]}`}`;
  if (number < 1_000) return joined(`${EN[Math.floor(number / 100)]} hundred`, number % 100, ' and ', english);
  const [scale, word] = number < 1_000_000 ? [1_000, 'thousand'] : [1_000_000, 'million'];
  const rest = number % scale;
  return joined(`${english(Math.floor(number / scale))} ${word}`, rest, rest < 100 ? ' and ' : ' ', english);
}

function spanish(number: number): string {
  if (number < 30) return ES[number] ?? '';
  if (number < 100) return joined(ES_TENS[Math.floor(number / 10)] ?? '', number % 10, ' y ', spanish);
  if (number === 100) return 'cien';
  if (number < 1_000) return joined(ES_HUNDREDS[Math.floor(number / 100)] ?? '', number % 100, ' ', spanish);
  const [scale, one, many] = number < 1_000_000 ? [1_000, 'mil', 'mil'] : [1_000_000, 'un millón', 'millones'];
  const count = Math.floor(number / scale);
  const counted =
    count === 1
      ? one
      : `${spanish(count)
          .replace(/uno$/, 'un')
          .replace(/veintiun$/, 'veintiún')} ${many}`;
  return joined(counted, number % scale, ' ', spanish);
}

function joined(front: string, rest: number, by: string, render: (number: number) => string): string {
  return rest === 0 ? front : `${front}${by}${render(rest)}`;
}
