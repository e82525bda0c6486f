import { z } from 'zod';
import type { ToolRequest } from '../../assistant/chat-model.ts';
import { beginningOf } from '../../core/text.ts';
import { jsonWithoutHiddenSigns } from './hidden-signs.ts';

/** A piece of a call; OpenAI API reference, "The chat completion chunk object". */
export const CallDelta = z.object({
  index: z.number().int().min(0).max(1_000).nullish(),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
type CallDelta = z.output<typeof CallDelta>;

/** Characters of the arguments of one call: more is no call, but a model that does not end. */
const MOST_ARGUMENTS = 100_000;
const MOST_NAME = 200;
/** Ids go back to the service with the results; what others are like is replaced. */
const ID = /^[A-Za-z0-9_.:-]{1,64}$/;

interface OpenCall {
  readonly index: number | undefined;
  readonly id: string;
  name: string;
  given: string;
}

/** Calls as they are put together from pieces. */
export interface CallAssembler {
  add(delta: CallDelta): void;
  /** Those that name a tool, each with an id of its own, in the order in which they began. */
  readonly calls: readonly ToolRequest[];
}

/**
 * Pieces belong together by their index. Services that speak the API otherwise leave the index out, give all calls the
 * same one, or send a call whole: there, a piece that names a tool under an id of its own begins a call.
 */
export function createCallAssembler(): CallAssembler {
  const open: OpenCall[] = [];
  const callOf = ({ index, id, function: called }: CallDelta): OpenCall | undefined => {
    const known = id ? open.find((each) => each.id === id) : undefined;
    if (known !== undefined && (index ?? known.index) === known.index) return known;
    const going = index === undefined || index === null ? open.at(-1) : open.findLast((each) => each.index === index);
    const begins = Boolean(called?.name) && (index === undefined || index === null || Boolean(id && going?.id));
    return begins ? undefined : going;
  };
  return {
    add: (delta) => {
      let call = callOf(delta);
      if (call === undefined) {
        call = { index: delta.index ?? undefined, id: delta.id ?? '', name: '', given: '' };
        open.push(call);
      }
      // A name is said whole, by some with every piece; the client's own assembler takes the last one as well.
      call.name = beginningOf(delta.function?.name || call.name, MOST_NAME);
      if (call.given.length < MOST_ARGUMENTS) call.given += delta.function?.arguments ?? '';
    },
    get calls() {
      const taken = new Set<string>();
      const named = open.filter(({ name }) => name !== '').sort(byIndex);
      return named.map(({ id, name, given }, at) => {
        const own = ID.test(id) && !taken.has(id) ? id : freeId(at, taken);
        taken.add(own);
        return { id: own, name, arguments: jsonWithoutHiddenSigns(given) };
      });
    },
  };
}

/** Pieces of several calls may come by turns. */
function byIndex(one: OpenCall, other: OpenCall): number {
  return one.index === undefined || other.index === undefined ? 0 : one.index - other.index;
}

function freeId(at: number, taken: ReadonlySet<string>): string {
  let number = at;
  while (taken.has(`call_${number}`)) number += 1;
  return `call_${number}`;
}
