import type { Desk } from '../../../src/compose.ts';
import { callContext } from '../../asking.ts';
import { paragraph, text } from '../../assistant/blocks.ts';
import { documentOf } from '../../gaps/policies/policy-desk.ts';
import { actOf } from '../../tools/invented-law.ts';

const LAMP_ACT = '32031R0077';

const duties = [
  'Financial entities shall report a lamp failure to the Harbour Authority within 4 hours of its detection.',
  'Financial entities shall inspect every lamp at least once a year.',
  'Financial entities shall keep the register of lamps for seven years.',
  'Financial entities shall appoint a lamp officer who answers to the board.',
  'Financial entities shall test the reserve lamps every quarter.',
  'Financial entities shall tell clients of a lamp failure without undue delay.',
  'Financial entities shall store lamp oil apart from candles.',
  'Financial entities shall train their lamp keepers every two years.',
  'Financial entities shall have the lamp framework audited every three years.',
  'Financial entities shall set out in a contract who repairs a lamp.',
  'Financial entities shall withdraw the key of a lamp room within one working day.',
  'Financial entities shall document each change of a lamp.',
  'Financial entities shall classify lamp failures by the number of ships that are touched.',
  'Financial entities shall review the lamp policy every year.',
];

/** An invented act of fourteen duties, one an article. */
export const lampAct = () =>
  actOf(
    LAMP_ACT,
    'Regulation (EU) 2031/77 on lamps',
    duties.map((duty, at) => [String(at + 1), `Duty ${at + 1}`, paragraph('1.', text(duty))] as const),
    { name: 'Regulation (EU) 2031/77', shortName: 'Lamp Act' },
  );

export const SECRET = 'Lamp officers inspect every lamp every five years.';

/** Two policies of the invented bank; the second is for the group alone, where one is named. */
export function addPolicies({ policies }: Pick<Desk, 'policies'>, tenant: string, group?: string): void {
  const keeper = callContext({ tenant });
  const by = { ...keeper, user: { ...keeper.user, groups: 'all' as const } };
  const add = (id: string, title: string, sentences: readonly string[], groups: readonly string[] = []) =>
    policies.add(
      documentOf(sentences, { name: `${id}.md`, kind: 'markdown', title, notes: [] }),
      { id, title, groups },
      by,
    );
  add('lamp-incidents', 'Lamp Incident Procedure', [
    '1. Reporting|The lamp officer must report a lamp failure to the Harbour Authority within 24 hours of its detection.',
    '2. Storage|The bank must store lamp oil apart from candles.',
    '3. Register|The bank must keep the register of lamps for seven years.',
  ]);
  add('lamp-care', 'Lamp Care Standard', [`1. Care|${SECRET}`], group === undefined ? [] : [group]);
}
