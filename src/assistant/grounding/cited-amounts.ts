import type { ReadSentence } from './cited-sentences.ts';
import { isTold, partsOf, type ReadDate } from './dates.ts';
import type { Amounts, Quantity } from './quantities.ts';

/** A fault in the numbers or dates of a sentence. */
interface AmountFault {
  readonly kind: 'number_not_cited' | 'date_not_cited';
  readonly reason: string;
}

/** The numbers and dates of a sentence that the stored sentences cited do not have; compared by value and unit. */
export function amountsNotCited(
  text: string,
  said: Amounts,
  cited: readonly ReadSentence[],
  labels: Amounts,
): readonly AmountFault[] {
  const quantities = [...cited.flatMap(({ amounts }) => amounts.quantities), ...labels.quantities];
  const dates = [...cited.flatMap(({ amounts }) => amounts.dates), ...labels.dates, ...versionDates(text, cited)];
  const there = cited
    .flatMap(({ amounts }) => [...amounts.quantities, ...amounts.dates])
    .map((each) => `"${each.text.trim()}"`);
  const known = there.length === 0 ? 'It has no numbers.' : `It has ${[...new Set(there)].slice(0, 12).join(', ')}.`;
  return [
    ...said.quantities.flatMap((quantity) => quantityFault(quantity, quantities, dates, known)),
    ...said.dates
      .filter((date) => !dateIsCited(date, dates, quantities))
      .map(
        (date): AmountFault => ({
          kind: 'date_not_cited',
          reason: `The date "${date.text}" is not in the stored sentences that are cited. ${known} Give the date as it stands there, or cite the sentence that has it.`,
        }),
      ),
  ];
}

function quantityFault(
  said: Quantity,
  quantities: readonly Quantity[],
  dates: readonly ReadDate[],
  known: string,
): readonly AmountFault[] {
  const same = quantities.filter((stored) => isSame(said, stored));
  const asYear = said.unit === undefined && dates.some((date) => date.month === undefined && date.year === said.value);
  if (same.length === 0 && !asYear) {
    const reason = `"${said.text.trim()}" is not in the stored sentences that are cited, by value and unit. ${known} Give the number as it stands there, or cite the sentence that has it.`;
    return [{ kind: 'number_not_cited', reason }];
  }
  const turned =
    said.bound !== undefined &&
    same.length > 0 &&
    same.every(({ bound }) => bound !== undefined && bound !== said.bound);
  if (!turned) return [];
  const [is, was] = said.bound === 'at_least' ? ['a minimum', 'a maximum'] : ['a maximum', 'a minimum'];
  return [
    {
      kind: 'number_not_cited',
      reason: `"${said.text.trim()}" is told as ${is}, and the cited text gives it as ${was}. Say it as the text does.`,
    },
  ];
}

function isSame(said: Quantity, stored: Quantity): boolean {
  if (said.unit === stored.unit) return said.value === stored.value;
  // "Half" and 50 % are one share.
  const share = ({ value, unit }: Quantity): number =>
    unit === 'percent' ? value / 100 : unit === undefined && value > 0 && value < 1 ? value : Number.NaN;
  return share(said) === share(stored);
}

function dateIsCited(date: ReadDate, dates: readonly ReadDate[], quantities: readonly Quantity[]): boolean {
  if (dates.some((stored) => isTold(date, stored))) return true;
  return date.month === undefined && quantities.some(({ value, unit }) => unit === undefined && value === date.year);
}

/** A sentence may name the day of the version that it quotes, where it speaks of it as a version. */
function versionDates(text: string, cited: readonly ReadSentence[]): readonly ReadDate[] {
  if (!/\b(?:version|consolidat\w+|wording|text as of)|versi[oó]n|consolidad|redacci[oó]n/i.test(text)) return [];
  return cited.map(({ passage }) => ({
    start: 0,
    end: 0,
    text: passage.version.date,
    ...partsOf(passage.version.date),
  }));
}
