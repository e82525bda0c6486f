import { type Script, type ScriptedModel, scriptedModel } from '../assistant/scripted-model.ts';

/** A model that begins a reply and goes on only when it is let, or told to stop. */
export interface WaitingModel {
  readonly model: ScriptedModel;
  /** Resolves once somebody waits for it. */
  readonly reached: Promise<void>;
  /** Resolves once it was told to stop. */
  readonly stopped: Promise<void>;
  goOn(): void;
}

export function waitingModel(script: Script = { text: 'Nothing.' }): WaitingModel {
  const reached = latch();
  const stopped = latch();
  const released = latch();
  const pause = (signal: AbortSignal | undefined): Promise<void> => {
    reached.resolve();
    return new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        stopped.resolve();
        reject(signal.reason);
      });
      released.promise.then(resolve);
    });
  };
  return {
    model: scriptedModel(() => ({ ...script, pause })),
    reached: reached.promise,
    stopped: stopped.promise,
    goOn: () => released.resolve(),
  };
}

function latch(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
