import { describeUnderFaults } from '../../contracts/grc-platform-faults.ts';
import { openSai360 } from './sai360-ground.ts';

describeUnderFaults('SAI360', (seed, failing) => openSai360('plain', {}, { seed, failing }));
