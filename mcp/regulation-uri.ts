import { AppError } from '../src/core/errors.ts';
import { parsePlace } from '../src/regulations/place.ts';

/** What an address of law names: an act, or a place in it, on a day or as it stands. */
export interface RegulationUri {
  /** CELEX number or BOE identifier. */
  readonly act: string;
  readonly place?: string;
  /** YYYY-MM-DD */
  readonly asOf?: string;
}

export const PLACE_TEMPLATE = 'regulation://{act}/{+place}';
export const DATED_TEMPLATE = 'regulation://{act}/{+place}{?asOf}';

const LONGEST = 1_000;
const FORM = /^regulation:\/\/([^/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
const ACT = /^[A-Z0-9][A-Z0-9()_.-]{1,63}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function writeRegulationUri({ act, place, asOf }: RegulationUri): string {
  const path = place === undefined ? '' : `/${place.split('/').map(encodeURIComponent).join('/')}`;
  return `regulation://${encodeURIComponent(act)}${path}${asOf === undefined ? '' : `?asOf=${asOf}`}`;
}

/**
 * Reads an address of law (RFC 3986; the templates are of RFC 6570).
 *
 * @throws AppError `invalid_input` saying what is wrong with it
 */
export function readRegulationUri(uri: string): RegulationUri {
  if (uri.length > LONGEST) throw wrong('it is too long');
  const [, writtenAct, path, query] = FORM.exec(uri) ?? [];
  if (writtenAct === undefined) throw wrong('it is not of that form');
  const act = decoded(writtenAct);
  if (!ACT.test(act)) throw wrong('its first part is no number of an act');
  const place = path === undefined || path === '' ? undefined : path.split('/').map(decoded).join('/');
  if (place !== undefined && parsePlace(place) === undefined) throw wrong('what follows the act is no place');
  return {
    act,
    ...(place === undefined ? {} : { place }),
    ...(query === undefined ? {} : { asOf: dayOf(query) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('its percent signs do not stand for characters');
  }
}

function dayOf(query: string): string {
  const parameters = [...new URLSearchParams(query)];
  const [first] = parameters;
  if (first === undefined || parameters.length > 1 || first[0] !== 'asOf')
    throw wrong('behind the question mark stands asOf alone, once');
  const [, day] = first;
  const parsed = new Date(`${day}T00:00:00Z`);
  if (!DAY.test(day) || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day)
    throw wrong('asOf is a day, written YYYY-MM-DD');
  return day;
}

function wrong(why: string): AppError {
  return new AppError(
    'invalid_input',
    `The address cannot be read: ${why}. It is written regulation://32022R2554/art_19/par_4, with ?asOf=2025-01-17 behind it for the law of a day.`,
  );
}
