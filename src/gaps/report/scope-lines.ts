import type { ActId, Language } from '../../regulations/act.ts';
import { placeName } from '../../regulations/mentions/label.ts';
import { profileText } from '../applicability/kind-names.ts';
import type { GapRun } from '../runs/gap-run.ts';
import { lawOutline } from './law-outline.ts';

type Said = Readonly<Record<Language, string>>;

const NAMES = {
  acts: { en: 'Law', es: 'Ley' },
  places: { en: 'Of it only', es: 'De ella solo' },
  topic: { en: 'On the topic', es: 'Sobre el tema' },
  asOf: { en: 'As it stood on', es: 'Tal como regía el' },
  profile: { en: 'The firm', es: 'La entidad' },
  policies: { en: 'Own policies', es: 'Políticas propias' },
} as const satisfies Readonly<Record<string, Said>>;

const ANY: Said = {
  en: 'not told: every duty that firms have counts',
  es: 'no indicada: cuenta todo deber de las entidades',
};

/** What was compared with what: a name and its words each, only what the scope tells. */
export function scopeLines(run: GapRun, language: Language): readonly (readonly [name: string, words: string])[] {
  const { scope, policies } = run;
  const names = actNames(run);
  const line = (name: keyof typeof NAMES, words: string | undefined) =>
    words === undefined || words === '' ? [] : [[NAMES[name][language], words] as const];
  return [
    ...line('acts', scope.acts.map((act) => names.get(act) ?? act).join('; ')),
    ...line('places', scope.places?.map((place) => placeSaid(place, language)).join('; ')),
    ...line('topic', scope.topic),
    ...line('asOf', scope.asOf),
    ...line('profile', scope.profile === undefined ? ANY[language] : profileText(scope.profile, language)),
    ...line('policies', policies.map(({ title }) => title).join('; ')),
  ];
}

/** Places may bear their act in front. */
function placeSaid(place: string, language: Language): string {
  const hash = place.indexOf('#');
  const bare = place.slice(hash + 1);
  const name = placeName(bare, language) || bare;
  return hash < 0 ? name : `${name}, ${place.slice(0, hash)}`;
}

/** "DORA (32022R2554)", as far as the results tell a name. */
export function actNames({ results }: Pick<GapRun, 'results'>): ReadonlyMap<ActId, string> {
  return new Map(lawOutline(results).map(({ act, name }) => [act, name === act ? act : `${name} (${act})`]));
}
