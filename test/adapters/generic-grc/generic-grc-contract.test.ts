import { describeGrcPlatform } from '../../contracts/grc-platform-contract.ts';
import { openGeneric } from './generic-grc-ground.ts';

describeGrcPlatform('a receiver over plain REST', (variant) => openGeneric(variant), {
  signsIn: false,
  knowsFields: false,
  knowsStates: false,
});
