import type { ActDates, ActKind, ApplicabilityException, Authority, IsoDate } from '../act.ts';
import { euActName, euEli } from '../importers/eu-identity.ts';
import type { RegisterEntry } from './register-entry.ts';

/** What is said of an act of the Union beyond what its CELEX number tells. */
export interface EuFacts extends ActDates {
  readonly short?: string;
  readonly en?: readonly string[];
  readonly es?: readonly string[];
  readonly lastArticle?: number;
  readonly exceptions?: readonly ApplicabilityException[];
  /** Names of acts that amended it; an empty list: amended, by acts not listed here. */
  readonly amendedBy?: readonly string[];
  readonly repealed?: { readonly by: string; readonly from: IsoDate };
  readonly kind?: ActKind;
}

/** An act of the Union: its names, kind and ELI follow from the CELEX number. */
export function euAct(act: string, about: string, facts: EuFacts): RegisterEntry {
  const { short, en = [], es = [], lastArticle, exceptions, amendedBy, repealed, kind: given, ...dates } = facts;
  const letter = act.charAt(5);
  const kind: ActKind = given ?? (letter === 'R' ? 'regulation' : letter === 'L' ? 'directive' : 'decision');
  const authority: Authority = kind === 'delegated_regulation' || kind === 'implementing_regulation' ? 'COM' : 'EU';
  const eli = euEli(act, kind);
  const manner =
    kind === 'delegated_regulation' ? 'Delegated ' : kind === 'implementing_regulation' ? 'Implementing ' : '';
  return {
    act,
    kind,
    authority,
    name: manner + euActName(act),
    nameEs: spanishName(act, kind),
    ...(short === undefined ? {} : { shortName: short }),
    about,
    aliases: { en, es },
    ...(eli === undefined ? {} : { eli }),
    dates,
    ...(exceptions === undefined ? {} : { exceptions }),
    ...(lastArticle === undefined ? {} : { lastArticle }),
    amended: amendedBy !== undefined,
    ...(amendedBy === undefined || amendedBy.length === 0 ? {} : { amendedBy }),
    ...(repealed === undefined ? {} : { repealed }),
  };
}

/** `Reglamento (UE) 2022/2554`, `Reglamento (UE) n.º 575/2013`, `Directiva 2014/65/UE`. */
function spanishName(act: string, kind: ActKind): string {
  const manner =
    kind === 'delegated_regulation'
      ? 'Reglamento Delegado'
      : kind === 'implementing_regulation'
        ? 'Reglamento de Ejecución'
        : 'Reglamento';
  return euActName(act)
    .replace(/^Regulation/, manner)
    .replace(/^Directive/, 'Directiva')
    .replace(/^Decision/, 'Decisión')
    .replace('(EU)', '(UE)')
    .replace('(EC)', '(CE)')
    .replace('No ', 'n.º ')
    .replace(/\/EU$/, '/UE')
    .replace(/\/EC$/, '/CE');
}

export interface SpanishFacts extends ActDates {
  readonly short?: string;
  readonly es?: readonly string[];
  readonly en?: readonly string[];
}

/** A Spanish act. Consolidated texts of the BOE carry its amendments, so it counts as amended. */
export function spanishAct(
  act: string,
  name: string,
  kind: ActKind,
  authority: Authority,
  about: string,
  facts: SpanishFacts,
): RegisterEntry {
  const { short, es = [], en = [], ...dates } = facts;
  return {
    act,
    kind,
    authority,
    name,
    ...(short === undefined ? {} : { shortName: short }),
    about,
    aliases: { en, es },
    dates,
    amended: true,
  };
}

/** The places that an act lists as `4(6,7) 8(3)`: paragraphs 6 and 7 of Article 4, paragraph 3 of Article 8. */
export function paragraphs(list: string): readonly string[] {
  return list.split(' ').flatMap((each) => {
    const [article = '', numbers = ''] = each.replace(')', '').split('(');
    return numbers.split(',').map((number) => `art_${article}/par_${number}`);
  });
}
