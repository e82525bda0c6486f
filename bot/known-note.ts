/** A note that is known: what is said of it here, by what its form caught. */
export interface KnownNote {
  readonly form: RegExp;
  readonly en: Saying;
  readonly es: Saying;
}
type Saying = (...caught: string[]) => string;

/** The sentence as it is: nothing of the terminal is in it. */
export const same: Saying = (whole) => whole;
