import type { Finding } from './finding.ts';
import type { RemediationStep } from './remediation/workflow.ts';
import { ERASED, type FindingSignature } from './signature.ts';

/** True where the person did something to the finding, or is to do a step of putting it right. */
export function namesPerson(finding: Finding, person: string): boolean {
  const { drafted, confirmed, approved, refused, workflow } = finding;
  const steps = workflow?.steps ?? [];
  const signed = [drafted, confirmed, approved, refused, ...steps.map(({ done }) => done)];
  return signed.some((signature) => signature?.by === person) || steps.some(({ assignee }) => assignee === person);
}

/**
 * The next revision of a finding, without the person: neither who they were nor, of a refusal and of a step, what they wrote
 * is told any more. That it was done, and when, stays, and so does all that the finding says.
 */
export function withoutPerson(finding: Finding, person: string): Finding {
  const { drafted, confirmed, approved, refused, workflow } = finding;
  const stepOf = ({ assignee, done, ...step }: RemediationStep): RemediationStep => ({
    ...step,
    assignee: assignee === person ? ERASED : assignee,
    ...(done === undefined ? {} : { done: unsigned(done, person, done.note === undefined ? {} : { note: ERASED }) }),
  });
  const { address: _address, ...conversation } = finding.conversation;
  return {
    ...finding,
    // A channel's id of somebody's own chat is that person.
    conversation: drafted.by === person ? conversation : finding.conversation,
    drafted: unsigned(drafted, person),
    ...(confirmed === undefined ? {} : { confirmed: unsigned(confirmed, person) }),
    ...(approved === undefined ? {} : { approved: unsigned(approved, person) }),
    ...(refused === undefined ? {} : { refused: unsigned(refused, person, { reason: ERASED }) }),
    ...(workflow === undefined ? {} : { workflow: { ...workflow, steps: workflow.steps.map(stepOf) } }),
    revision: finding.revision + 1,
  };
}

/** A signature of the person without their name; one of somebody else as it is. */
function unsigned<S extends FindingSignature>(signature: S, person: string, written: Partial<S> = {}): S {
  if (signature.by !== person) return signature;
  const { name: _name, ...rest } = signature;
  return { ...(rest as S), ...written, by: ERASED };
}
