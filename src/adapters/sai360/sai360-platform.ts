import { AppError } from '../../core/errors.ts';
import type { GrcPlatform } from '../../findings/filing/grc-platform.ts';
import { platformAddress } from '../../findings/filing/platform-address.ts';
import { checkSai360 } from './sai360-check.ts';
import { createRecord, setRecordStatus } from './sai360-filings.ts';
import { createSai360Metadata } from './sai360-metadata.ts';
import { SAI360, type Sai360Options } from './sai360-options.ts';
import { recordByKey, recordsByNumber, type Sai360Parts } from './sai360-records.ts';
import { createSai360Session } from './sai360-session.ts';

/**
 * SAI360 over the Compliance 360 API 2.0 (Security, Meta and Data, in JSON), as its public description has it. What that
 * leaves open is assumed, and stated here: that `Authenticate` answers in JSON as `Login` does; that a token which has ended
 * is told by a 401, in HTTP or in the envelope (a page with 200 is taken for one that may have ended); that objects can be
 * asked for by their identity field as by any other Relation; and that 429 carries `Retry-After`. Answers in UTF-16, which the
 * sample client expects, are read as well. States that can only be reached by an operation of a workflow are not set.
 *
 * @throws AppError `misconfigured` for an address or a name that cannot be used
 */
export function createSai360Platform(options: Sai360Options): GrcPlatform {
  const address = platformAddress(options.url, SAI360);
  checkNames(options);
  const session = createSai360Session(options, address);
  const parts: Sai360Parts = { options, address, session, metadata: createSai360Metadata(options, session) };
  return {
    name: 'sai360',
    host: address.host,
    tracksWorkflow: false,
    check: (signal) => checkSai360(parts, signal),
    lookUp: (key, signal) => recordByKey(parts, key, signal),
    create: (filing, signal) => createRecord(parts, filing, signal),
    read: (ids, signal) => recordsByNumber(parts, ids, signal),
    setStatus: (id, status, signal) => setRecordStatus(parts, id, status, signal),
    close: () => session.close(),
  };
}

/** Names stand in paths and conditions: nothing else may. */
function checkNames({
  module,
  component,
  type,
  keyField,
  stateField,
  numberField,
  identityField,
  fields,
}: Sai360Options): void {
  const names = [module, component, type, keyField, stateField, numberField, identityField, ...Object.keys(fields)];
  const wrong = names.find((name) => name !== undefined && !/^[A-Za-z]\w{0,127}$/.test(name));
  if (wrong !== undefined)
    throw new AppError(
      'misconfigured',
      `"${wrong.slice(0, 60)}" is no token of ${SAI360}: tokens are letters and digits.`,
    );
}
