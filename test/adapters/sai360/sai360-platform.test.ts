import { describeGrcPlatform } from '../../contracts/grc-platform-contract.ts';
import { openSai360 } from './sai360-ground.ts';

const TRAITS = { signsIn: true, knowsFields: true };

describeGrcPlatform('SAI360', (variant) => openSai360(variant), { ...TRAITS, knowsStates: true });
describeGrcPlatform(
  'SAI360, states as text, ended tokens told by the envelope',
  (variant) => openSai360(variant, {}, { stateField: 'Stage', tellsEnd: 'envelope' }),
  { ...TRAITS, knowsStates: false },
);
