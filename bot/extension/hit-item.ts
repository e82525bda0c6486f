import type { MessagingExtensionAttachment } from 'botbuilder';
import type { z } from 'zod';
import { beginningOf } from '../../src/core/text.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import { versionPhrase } from '../../src/regulations/standing.ts';
import type { searchRegulationsTool } from '../../src/tools/search-regulations.ts';
import { cardAttachment } from '../card-room/card-message.ts';
import { provisionCard } from '../cards/provision-card.ts';
import { listed } from './preview.ts';
import { told } from './wording.ts';

type Hit = z.output<(typeof searchRegulationsTool)['output']>['hits'][number];

/** Characters of the law on the card of a hit: there are 25 of them in one answer, and the chosen one comes whole. */
const MOST_LAW = 1_500;

interface HitOptions {
  readonly language: Language;
  /** What must be known of the results. */
  readonly notes: readonly string[];
  readonly view: Pick<LawView, 'version' | 'entry'>;
}

/**
 * A line of the results. Chosen, it is read anew, with its context; a client that does not ask for that has the
 * provision's beginning at least.
 */
export function hitItem(hit: Hit, { language, notes, view }: HitOptions): MessagingExtensionAttachment {
  const { id, act, place, label, url, breadcrumb, version, excerpt } = hit;
  const text = beginningOf(hit.text, MOST_LAW);
  const left = (hit.left ?? 0) + hit.text.length - text.length;
  const card = provisionCard(
    {
      provisions: [
        {
          ...{ id, act, place, label, url, breadcrumb, version, text },
          standing: standingOf(hit, view),
          ...(left === 0 ? {} : { left }),
          ...{ terms: [], references: [], referencedBy: [], referencedByTotal: 0 },
          notes: [...notes],
        },
      ],
      assumed: [],
    },
    { language },
  );
  const words = told(version.source === 'official' ? 'officialText' : 'digest', language, version.date);
  return listed({ title: label, text: `${words} · ${excerpt}`, value: { id } }, cardAttachment(card));
}

/** What the version is that a hit was read in, in one phrase. */
export function standingOf({ act, version: { date } }: Pick<Hit, 'act' | 'version'>, view: HitOptions['view']): string {
  const version = view.version(act);
  return version?.date === date ? versionPhrase(version, view.entry(act)) : date;
}
